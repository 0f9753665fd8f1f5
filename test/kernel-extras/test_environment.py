"""Where notebooks lie and what they import: outside the repository, local files, rebuilt packages; nbclient; memory."""
import json
import subprocess
import tarfile
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[2]


def test_a_notebook_outside_the_repository_finds_types_and_packages(new_kernel, tmp_path):
    kernel = new_kernel(cwd=str(tmp_path))
    assert Path(kernel.run("process.cwd()").result.strip("'")).resolve() == tmp_path.resolve()
    assert kernel.run("console.log(typeof process.version)").text() == "string\n"
    assert kernel.run("import { html } from 'kernel-extras'; typeof html").result == "'function'"
    # Any package of the workspace that is not the kernel's own: installed beside it.
    assert kernel.run("import * as zmq from 'zeromq'; typeof zmq.version").result == "'string'"
    assert kernel.run("import * as none from 'no-such-package'").error["ename"] == "CompileError"


def test_the_notebooks_own_packages_come_first(new_kernel, tmp_path):
    package = tmp_path / "node_modules" / "zeromq"
    package.mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"name": "zeromq", "main": "index.js", "types": "index.d.ts"}))
    (package / "index.js").write_text("exports.mine = 1;")
    (package / "index.d.ts").write_text("export const mine: number;")
    kernel = new_kernel(cwd=str(tmp_path))
    assert kernel.run("import { mine } from 'zeromq'; mine").result == "1"


def test_local_typescript_is_compiled_and_reloaded(new_kernel, tmp_path):
    (tmp_path / "helper.ts").write_text("export type N = number;\n\nexport function twice(n: N): N {\n  return n * 2;\n}\n")
    kernel = new_kernel(cwd=str(tmp_path))
    assert kernel.run("import { twice } from './helper'; twice(4)").result == "8"
    (tmp_path / "helper.ts").write_text("export type N = number;\n\nexport function twice(n: N): N {\n  throw new Error('changed');\n}\n")
    ran = kernel.run("import { twice } from './helper'; twice(4)")
    assert ran.error["evalue"] == "changed", "the first cell after the file was saved sees it"
    assert "helper.ts:4:9" in ran.traceback


def test_a_changed_file_of_a_changed_type_is_checked_and_reaches_those_that_import_it(new_kernel, tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "unit.ts").write_text("export const unit = 1;")
    (tmp_path / "scale.ts").write_text("import { unit } from './lib/unit';\nexport const scale = (n: number) => n * unit;")
    kernel = new_kernel(cwd=str(tmp_path))
    assert kernel.run("import { scale } from './scale'; scale(4)").result == "4"
    (tmp_path / "lib" / "unit.ts").write_text("export const unit = 10;")
    assert kernel.run("import { scale } from './scale'; scale(4)").result == "40"
    (tmp_path / "lib" / "unit.ts").write_text("export const unit = 'ten';")
    ran = kernel.run("import { scale } from './scale'; scale(4)")
    assert ran.error["ename"] == "CompileError"
    assert "scale.ts:2:" in ran.traceback
    (tmp_path / "lib" / "unit.ts").write_text("export const unit = 100;")
    assert kernel.run("import { scale } from './scale'; scale(4)").result == "400"


def test_types_of_packages_that_lie_elsewhere_can_be_inferred(new_kernel, tmp_path):
    kernel = new_kernel(cwd=str(tmp_path))
    # Its type speaks of DisplayHandle, which the cell did not import.
    kernel.run("import { display } from 'kernel-extras';")
    kept = kernel.run("const kept = { handle: display(1) }; kept.handle.id.length > 0")
    assert kept.result == "true", kept.error
    # The type survives: a wrong use of it is found.
    assert "TS2339" in kernel.run("kept.handle.update(2).nothing").traceback
    assert kernel.run("const again = kept.handle.update(3); again.id === kept.handle.id").result == "true"


def test_what_is_installed_later_is_found(new_kernel, tmp_path):
    kernel = new_kernel(cwd=str(tmp_path))
    for code in ("import { a } from './later'; a", "import { a } from 'later'; a"):
        assert kernel.run(code).error["ename"] == "CompileError"
    (tmp_path / "later.ts").write_text("export const a = 1;")
    package = tmp_path / "node_modules" / "later"
    package.mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"name": "later", "main": "index.js", "types": "index.d.ts"}))
    (package / "index.js").write_text("exports.a = 2;")
    (package / "index.d.ts").write_text("export const a: number;")
    assert kernel.run("import { a } from './later'; a").result == "1"
    assert kernel.run("import { a } from 'later'; a").result == "2"


def test_a_rebuilt_package_is_loaded_anew(new_kernel, tmp_path):
    package = tmp_path / "packages" / "mine"
    package.mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"name": "mine", "main": "index.js", "types": "index.d.ts"}))
    (package / "index.d.ts").write_text("export const version: number;")
    (package / "index.js").write_text("exports.version = require('./part').version;")
    (package / "part.js").write_text("exports.version = 1;")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "mine").symlink_to(package)
    kernel = new_kernel(cwd=str(tmp_path))
    code = "import { version } from 'mine'; version"
    assert kernel.run(code).result == "1"
    assert kernel.run(code).text("stderr") == ""
    (package / "part.js").write_text("exports.version = 2; // built again")
    ran = kernel.run(code)
    assert ran.result == "2"
    assert ran.text("stderr") == "mine changed on disk and is loaded anew\n"


def test_nbclient_runs_a_notebook(tmp_path):
    cells = ["import { display, html } from 'kernel-extras';\nconst n = 2;", "display(html('<b>x</b>'));\nn * 21"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    client = NotebookClient(notebook, kernel_name="fer-typescript", timeout=60, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    shown, result = notebook.cells[1].outputs
    assert shown["data"]["text/html"] == "<b>x</b>"
    assert (result["data"]["text/plain"], result["execution_count"]) == ("42", 2)
    notebook.cells[1].source = "throw new RangeError('stop here')"
    with pytest.raises(CellExecutionError, match="stop here"):
        client.execute()


def test_memory_is_flat_over_rerun_cells(new_kernel):
    kernel = new_kernel()
    kernel.run("import { display, html } from 'kernel-extras';")
    code = (
        "const big = new Array(1e5).fill(0).map((_, i) => ({ i }));"
        "display({ big, actions: { a: () => big }, subscribe: () => () => {}, [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'big' }) });"
    )

    def rerun(times):
        for _ in range(times):
            message = kernel.client.session.msg("execute_request", {"code": code, "silent": False, "store_history": True})
            message["metadata"]["cellId"] = "again"
            kernel.client.shell_channel.send(message)
            assert kernel.finish(message["header"]["msg_id"]).status == "ok"

    used = "require('v8').setFlagsFromString('--expose-gc'); require('vm').runInNewContext('gc')(); process.memoryUsage().heapUsed"
    rerun(10)
    before = int(kernel.run(used).result)
    rerun(30)
    growth = int(kernel.run(used).result) - before
    assert growth < 8e6, f"30 runs left {growth / 1e6:.1f} MB; one array has about 3 MB"


def test_the_kernel_does_not_load_tensorflow(new_kernel):
    kernel = new_kernel(cwd=str(ROOT / "notebooks"))
    assert kernel.run("Object.keys(require.cache).filter((p) => p.includes('tfjs') || p.includes('fer-core'))").result == "[]"


def test_the_kernelspec_is_installed_whole(tmp_path):
    install = ["node", str(ROOT / "packages/kernel-extras/bin/install-kernel.cjs")]
    for _ in range(2):
        done = subprocess.run([*install, "--prefix", str(tmp_path)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    kernels = tmp_path / "share/jupyter/kernels"
    assert [p.name for p in kernels.iterdir()] == ["fer-typescript"], "no temporary folders are left"
    spec = json.loads((kernels / "fer-typescript/kernel.json").read_text())
    assert (kernels / "fer-typescript/logo-svg.svg").read_text().startswith("<svg")
    assert spec["interrupt_mode"] == "message" and spec["language"] == "typescript"
    assert all(Path(part).is_absolute() and Path(part).exists() for part in spec["argv"][:-1])
    wrong = subprocess.run(install, capture_output=True, text=True)
    assert wrong.returncode == 2
    assert len(wrong.stderr.strip().splitlines()) == 1 and "expected --prefix" in wrong.stderr


def test_the_packed_package_is_a_kernel_by_itself(tmp_path):
    package = ROOT / "packages" / "kernel-extras"
    packed = subprocess.run(["npm", "pack", "--silent", "--pack-destination", str(tmp_path)], cwd=package, capture_output=True, text=True)
    assert packed.returncode == 0, packed.stderr
    modules = tmp_path / "home" / "node_modules"
    modules.mkdir(parents=True)
    with tarfile.open(next(tmp_path.glob("*.tgz"))) as archive:
        archive.extractall(modules, filter="data")
    alone = modules / "package"
    alone.rename(modules / "kernel-extras")
    alone = modules / "kernel-extras"
    described = json.loads((alone / "package.json").read_text())
    for name in described["dependencies"]:  # what npm would install, and nothing else
        (modules / name).parent.mkdir(exist_ok=True)
        (modules / name).symlink_to((ROOT / "node_modules" / name).resolve())
    install = alone / described["bin"]["install-typescript-kernel"]
    subprocess.run(["node", str(install), "--prefix", str(tmp_path / "prefix")], check=True, capture_output=True)
    manager = KernelManager()
    manager._kernel_spec = KernelSpec.from_resource_dir(str(tmp_path / "prefix/share/jupyter/kernels/fer-typescript"))
    assert str(modules) in manager.kernel_spec.argv[1]
    manager.start_kernel(cwd=str(tmp_path))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        shown = []
        code = "import { html } from 'kernel-extras'; html(`${process.argv[1]}`)"
        reply = client.execute_interactive(code, timeout=60, output_hook=shown.append)
        assert reply["content"]["status"] == "ok", reply["content"]
        [result] = [m["content"]["data"]["text/html"] for m in shown if m["msg_type"] == "execute_result"]
        assert result.startswith(str(modules.resolve()))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_es_modules_are_imported(new_kernel, tmp_path):
    for name, exports in {"plain": None, "narrow": {".": {"types": "./index.d.ts", "import": "./index.js"}}}.items():
        package = tmp_path / "node_modules" / name
        package.mkdir(parents=True)
        described = {"name": name, "type": "module", "version": "1.0.0"}
        described |= {"exports": exports} if exports else {"main": "index.js", "types": "index.d.ts"}
        (package / "package.json").write_text(json.dumps(described))
        (package / "index.js").write_text("export default 'the default'; export const named = await Promise.resolve(2);")
        (package / "index.d.ts").write_text("declare const d: string; export default d; export const named: number;")
    kernel = new_kernel(cwd=str(tmp_path))
    for name in ("plain", "narrow"):
        assert kernel.run(f"import d, {{ named }} from '{name}'; [d, named]").result == "[ 'the default', 2 ]"
        assert kernel.run(f"(await import('{name}')).named").result == "2"
    assert kernel.run("import * as all from 'plain'; Object.keys(all)").result == "[ 'default', 'named' ]"
