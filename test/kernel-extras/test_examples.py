"""The examples of kernel-extras run from top to bottom, outside the repository too, and are kept without outputs."""
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "packages/kernel-extras/examples").glob("*.ipynb"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    NotebookClient(notebook, kernel_name="fer-typescript", timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    last = code[-1].outputs[-1]
    assert last.output_type in ("execute_result", "display_data")
    assert not [output for cell in code for output in cell.outputs if output.get("name") == "stderr"]


def test_there_are_examples():
    assert len(EXAMPLES) >= 3
