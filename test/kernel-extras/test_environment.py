"""Where notebooks lie and what they import: outside the repository, local files, rebuilt packages; nbclient; memory."""
import json
import subprocess
from pathlib import Path

import nbformat
import pytest
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
    # The compiler watches files; the change is seen when its watcher has spoken.
    for _ in range(200):
        ran = kernel.run("import { twice } from './helper'; twice(4)")
        if ran.status == "error":
            break
        kernel.run("await new Promise((r) => setTimeout(r, 50))")
    assert ran.error["evalue"] == "changed"
    assert "helper.ts:4:9" in ran.traceback


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
