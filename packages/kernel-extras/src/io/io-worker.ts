/** Entry of the I/O thread: it owns the sockets and stays responsive whatever the cells do. */
import { parentPort, workerData } from 'node:worker_threads';
import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from '../protocol/message';
import { decodeMessage, Signer } from '../protocol/wire';
import { Interrupter } from './interrupter';
import { log } from './log';
import { Sender } from './sender';
import { SharedState } from './shared-state';
import { closeSockets, openSockets, type Sockets } from './sockets';
import type { IoThreadData, ToIo, ToMain } from './thread-messages';

const data = workerData as IoThreadData;
const port = parentPort!;
const toMain = (message: ToMain): void => port.postMessage(message);

async function serve(): Promise<void> {
  const signer = new Signer(data.connection.key, data.connection.signature_scheme);
  const sockets = await openSockets(data.connection);
  const sender = new Sender(sockets, signer, data.session);
  const state = new SharedState(data.memory);
  const interrupter = new Interrupter(state, (number) => toMain({ kind: 'interrupt', number }));

  port.on('message', (message: ToIo) => {
    state.countTaken();
    if (message.kind === 'send') sender.send(message.message);
    // By way of the event loop, so that requests that have already arrived are passed on before the answer.
    else setImmediate(() => setImmediate(() => toMain({ kind: 'barrier', id: message.id })));
  });
  sender.status('starting', '{}');
  void echoHeartbeat(sockets);
  void welcomeSubscribers(sockets, sender);
  void receive(sockets.stdin, signer, (message) => toMain({ kind: 'input', message }));
  void receive(sockets.shell, signer, (message) => {
    if (message.header.msg_type === 'kernel_info_request') answer(sender, 'shell', message, data.kernelInfo);
    else if (message.header.msg_type === 'connect_request') answer(sender, 'shell', message, ports(data.connection));
    else toMain({ kind: 'request', channel: 'shell', message });
  });
  void receive(sockets.control, signer, (message) => {
    switch (message.header.msg_type) {
      case 'kernel_info_request':
        return answer(sender, 'control', message, data.kernelInfo);
      case 'interrupt_request':
        interrupter.interrupt();
        return answer(sender, 'control', message, { status: 'ok' });
      case 'shutdown_request':
        return void shutDown(sockets, sender, message);
      default:
        return toMain({ kind: 'request', channel: 'control', message });
    }
  });
  watchParent();
}

/** Content of `connect_reply`. */
function ports(connection: IoThreadData['connection']): object {
  return Object.fromEntries(Object.entries(connection).filter(([name]) => name.endsWith('_port')));
}

async function receive(socket: Sockets['shell'], signer: Signer, take: (message: Message) => void): Promise<void> {
  for await (const frames of socket) {
    let message;
    try {
      message = decodeMessage(frames, signer);
    } catch (error) {
      log(`a message was ignored: ${(error as Error).message}`);
      continue;
    }
    take(message);
  }
}

function answer(sender: Sender, channel: 'shell' | 'control', message: Message, content: unknown): void {
  const parent = JSON.stringify(message.header);
  const type = message.header.msg_type.replace(/_request$/, '_reply');
  sender.status('busy', parent);
  sender.send({ channel, type, identities: message.identities, parent, content: JSON.stringify(content) });
  sender.status('idle', parent);
}

async function shutDown(sockets: Sockets, sender: Sender, message: Message): Promise<void> {
  const content = { status: 'ok', restart: message.content.restart === true };
  const parent = JSON.stringify(message.header);
  sender.send({ channel: 'iopub', type: 'shutdown_reply', parent, content: JSON.stringify(content) });
  answer(sender, 'control', message, content);
  await sender.flushed();
  closeSockets(sockets);
  toMain({ kind: 'shutdown' });
  await delay(500); // the main thread exits meanwhile, unless a cell holds it
  process.kill(process.pid, 'SIGKILL');
}

async function echoHeartbeat(sockets: Sockets): Promise<void> {
  for await (const frames of sockets.heartbeat) await sockets.heartbeat.send(frames);
}

async function welcomeSubscribers(sockets: Sockets, sender: Sender): Promise<void> {
  for await (const [frame] of sockets.iopub) {
    if (frame?.[0] !== 1) continue; // 1: subscribed, 0: unsubscribed
    const content = JSON.stringify({ subscription: frame.subarray(1).toString() });
    sender.send({ channel: 'iopub', type: 'iopub_welcome', parent: '{}', content });
  }
}

/** Ends the kernel when the front end's server that started it is gone; Jupyter names it in the environment. */
function watchParent(): void {
  const parent = Number(process.env.JPY_PARENT_PID);
  if (process.ppid !== parent) return;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, 2000);
}

serve().catch((error: Error) => {
  log(`the sockets could not be opened: ${error.message}`);
  toMain({ kind: 'failed', reason: error.message });
});
