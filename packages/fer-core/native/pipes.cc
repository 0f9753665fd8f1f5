#include "pipes.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>

#include "typed_arrays.h"

namespace fer {
namespace {

// openPipe(bytes: number, ends: Int32Array of 2): writes the descriptors of the reading and the writing end; other processes get them only where
// they are handed over. Holds so many bytes where the system allows it.
napi_value OpenPipe(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t count = 2, length = 0;
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  int32_t bytes = 0;
  int32_t* ends = count < 2 ? nullptr : Memory<int32_t>(env, arguments[1], napi_int32_array, &length);
  if (!ends || length != 2 || napi_get_value_int32(env, arguments[0], &bytes) != napi_ok) return Refuse(env, "openPipe: expected a number and Int32Array of 2");
  int made[2];
  if (pipe(made) != 0) return Refuse(env, std::strerror(errno));
  for (const int end : made) fcntl(end, F_SETFD, FD_CLOEXEC);
#ifdef F_SETPIPE_SZ
  fcntl(made[1], F_SETPIPE_SZ, bytes);
#endif
  ends[0] = made[0];
  ends[1] = made[1];
  return nullptr;
}

// One transfer under way.
struct Transfer {
  bool writes;
  int descriptor;
  uint8_t* data;
  size_t length, done = 0;
  int error = 0;
  napi_ref array = nullptr;
  napi_deferred promise = nullptr;
  napi_async_work work = nullptr;
};

void Move(napi_env, void* data) {
  auto* t = static_cast<Transfer*>(data);
  while (t->done < t->length) {
    uint8_t* at = t->data + t->done;
    const ssize_t moved = t->writes ? write(t->descriptor, at, t->length - t->done) : read(t->descriptor, at, t->length - t->done);
    if (moved < 0 && errno == EINTR) continue;
    if (moved < 0) t->error = errno;
    if (moved <= 0) return;
    t->done += moved;
  }
}

void Settle(napi_env env, napi_status status, void* data) {
  std::unique_ptr<Transfer> t(static_cast<Transfer*>(data));
  napi_value result;
  if (t->error == 0 && status == napi_ok) {
    napi_create_double(env, static_cast<double>(t->done), &result);
    napi_resolve_deferred(env, t->promise, result);
  } else {
    napi_value message;
    napi_create_string_utf8(env, t->error ? std::strerror(t->error) : "cancelled", NAPI_AUTO_LENGTH, &message);
    napi_create_error(env, nullptr, message, &result);
    napi_reject_deferred(env, t->promise, result);
  }
  napi_delete_reference(env, t->array);
  napi_delete_async_work(env, t->work);
}

napi_value Start(napi_env env, napi_callback_info info, bool writes) {
  napi_value arguments[2], promise, name;
  size_t count = 2;
  napi_get_cb_info(env, info, &count, arguments, nullptr, nullptr);
  auto t = std::make_unique<Transfer>();
  t->writes = writes;
  t->data = count < 2 ? nullptr : Memory<uint8_t>(env, arguments[1], napi_uint8_array, &t->length);
  if (!t->data || napi_get_value_int32(env, arguments[0], &t->descriptor) != napi_ok) return Refuse(env, "pipe: expected a descriptor and Uint8Array");
  napi_create_reference(env, arguments[1], 1, &t->array);
  napi_create_promise(env, &t->promise, &promise);
  napi_create_string_utf8(env, "fer pipe", NAPI_AUTO_LENGTH, &name);
  napi_create_async_work(env, nullptr, name, Move, Settle, t.get(), &t->work);
  napi_queue_async_work(env, t->work);
  t.release();
  return promise;
}

// readPipe(descriptor, into: Uint8Array): a promise of the bytes read; fewer than asked for only at the end.
napi_value ReadPipe(napi_env env, napi_callback_info info) { return Start(env, info, false); }

// writePipe(descriptor, from: Uint8Array): a promise, kept when all is written; refused where nobody reads.
napi_value WritePipe(napi_env env, napi_callback_info info) { return Start(env, info, true); }

}  // namespace

napi_value ExportPipes(napi_env env, napi_value exports) {
  return Export(env, exports, {{"openPipe", OpenPipe}, {"readPipe", ReadPipe}, {"writePipe", WritePipe}});
}

}  // namespace fer
