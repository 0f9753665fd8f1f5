"""Cells: results, output, variables, errors, queue."""


def test_last_expression_is_the_result_with_its_count(kernel):
    first = kernel.run("1 + 2")
    second = kernel.run("'a' + 'b'")
    assert first.result == "3"
    assert second.result == "'ab'"
    counts = [r.of("execute_result")[0]["execution_count"] for r in (first, second)]
    assert counts == [first.reply["content"]["execution_count"], second.reply["content"]["execution_count"]]
    assert counts[1] == counts[0] + 1


def test_nothing_is_shown_for_undefined_or_an_empty_cell(kernel):
    for code in ("undefined", "", "// only a comment", "const nothing = 1", "console.log"[:0]):
        ran = kernel.run(code)
        assert ran.status == "ok"
        assert ran.messages == []


def test_the_input_is_announced(kernel):
    request = kernel.client.execute("7 * 6")
    message = kernel.until(
        lambda m: m["msg_type"] == "execute_input" and m["parent_header"].get("msg_id") == request
    )
    reply = kernel.finish(request).reply["content"]
    assert message["content"] == {"code": "7 * 6", "execution_count": reply["execution_count"]}


def test_variables_functions_types_and_imports_live_on(kernel):
    kernel.run('import { join } from "node:path";\ninterface Point { x: number }\nlet total = 1;')
    kernel.run("function add(p: Point) { total += p.x; return total; }")
    kernel.run("total = 10;")
    assert kernel.run("add({ x: 5 })").result == "15"
    assert kernel.run("total").result == "15"
    assert kernel.run('join("a", "b")').result == "'a/b'"
    kernel.run('const total = "declared anew with another type"')
    assert kernel.run("total.length").result == "31"


def test_top_level_await(kernel):
    assert kernel.run("const later = await new Promise<number>((r) => setTimeout(() => r(4), 5)); later + 1").result == "5"


def test_recent_library_functions_are_typed(kernel):
    assert kernel.run("[3, 1, 2].toSorted()").result == "[ 1, 2, 3 ]"


def test_printing(kernel):
    ran = kernel.run('console.log("out", 1); console.error("err"); process.stdout.write("raw\\n")')
    assert ran.text() == "out 1\nraw\n"
    assert ran.text("stderr") == "err\n"


def test_many_short_lines_are_few_messages_and_complete(kernel):
    ran = kernel.run("for (let i = 0; i < 20000; i++) console.log(i)")
    assert ran.text() == "".join(f"{i}\n" for i in range(20000))
    assert len(ran.messages) < 2000


def test_error_has_name_value_and_the_cells_own_lines(kernel):
    ran = kernel.run('interface Gone {\n  a: number;\n}\n\nfunction fail(n: number) {\n  throw new RangeError(`got ${n}`);\n}\n\nfail(3)')
    assert ran.status == "error"
    count = ran.reply["content"]["execution_count"]
    assert (ran.error["ename"], ran.error["evalue"]) == ("RangeError", "got 3")
    assert f"at fail (In[{count}]:6:9)" in ran.traceback
    assert f"at In[{count}]:9:1" in ran.traceback
    assert "throw new RangeError" in ran.traceback.split(f"In[{count}]:9:1")[1], "the code frame"
    for inner in ("kernel-extras", "node:vm", "interruptible"):
        assert inner not in ran.traceback
    for key in ("ename", "evalue", "traceback"):
        assert ran.reply["content"][key] == ran.error[key]


def test_error_in_a_function_of_an_earlier_cell_names_that_cell(kernel):
    defined = kernel.run("const inner = () => {\n  throw new Error('inside');\n};").reply["content"]["execution_count"]
    ran = kernel.run("await null;\ninner()")
    count = ran.reply["content"]["execution_count"]
    assert f"In[{defined}]:2:9" in ran.traceback
    assert f"In[{count}]:2:1" in ran.traceback


def test_anything_can_be_thrown(kernel):
    assert kernel.run('throw "text"').error["evalue"] == "text"
    assert kernel.run("throw { code: 7 }").error["evalue"] == "{ code: 7 }"
    assert kernel.run("throw undefined").error["evalue"] == "undefined"
    assert kernel.run('throw Object.assign(new Error("n"), { name: "Named" })').error["ename"] == "Named"
    assert "caused by TypeError: why" in kernel.run('throw new Error("n", { cause: new TypeError("why") })').traceback


def test_type_errors_stop_the_cell_before_it_runs(kernel):
    ran = kernel.run('console.log("ran");\nconst wrong: number = "text";')
    assert ran.error["ename"] == "CompileError"
    assert ran.text() == ""
    assert ":2:7 - Type 'string' is not assignable to type 'number'. (TS2322)" in ran.traceback
    assert kernel.run("const = 1").error["ename"] == "CompileError"


def test_a_failed_cell_leaves_earlier_bindings_intact(kernel):
    kernel.run("let kept = 5; function twice() { return kept * 2; }")
    kernel.run('let kept = "lost"; const fresh = 1; function twice() { return 0; } throw new Error()')
    assert kernel.run("kept").result == "5"
    assert kernel.run("twice()").result == "10"
    assert kernel.run("fresh").error["ename"] == "CompileError"
    kernel.run("kept = 6; throw new Error()")
    assert kernel.run("kept").result == "6", "an assignment is an effect, not a declaration"


def test_the_cell_after_an_error_runs(kernel):
    for _ in range(5):
        request = kernel.client.execute('throw new Error("first")')
        kernel.reply(request)  # the next cell is sent the moment its sender knows of the error
        assert kernel.run("1 + 1").result == "2"


def test_cells_that_wait_are_aborted_after_an_error_and_say_so(kernel):
    first = kernel.client.execute("await new Promise((r) => setTimeout(r, 50)); throw new Error()")
    second = kernel.client.execute('console.log("must not run")')
    third = kernel.client.execute("2", stop_on_error=False)
    assert kernel.finish(first).status == "error"
    for request in (second, third):
        ran = kernel.finish(request)
        assert ran.status == "aborted"
        assert ran.messages == []


def test_cells_that_wait_run_if_the_failed_one_does_not_stop_on_error(kernel):
    first = kernel.client.execute("await null; throw new Error()", stop_on_error=False)
    second = kernel.client.execute("3")
    assert kernel.finish(first).status == "error"
    assert kernel.finish(second).result == "3"


def test_silent_and_store_history(kernel):
    before = kernel.run("0").reply["content"]["execution_count"]
    silent = kernel.run("console.log(1); 5", silent=True)
    assert silent.messages == [] and silent.status == "ok"
    unstored = kernel.run("console.log('shown'); 5", store_history=False)
    assert unstored.text() == "shown\n" and unstored.result == "5"
    assert kernel.run("0").reply["content"]["execution_count"] == before + 1
    history = kernel.reply(kernel.client.history(hist_access_type="tail", n=2, output=True))["content"]["history"]
    assert [entry[2] for entry in history] == [["0", "0"], ["0", "0"]]


def test_user_expressions(kernel):
    kernel.run("const named = [1, 2]")
    request = kernel.client.execute("undefined", user_expressions={"good": "named.length", "bad": "missing"})
    values = kernel.finish(request).reply["content"]["user_expressions"]
    assert values["good"]["data"]["text/plain"] == "2"
    assert values["bad"]["status"] == "error" and values["bad"]["ename"] == "CompileError"


def test_input(kernel):
    kernel.run('import { prompt } from "kernel-extras"')
    request = kernel.client.execute('const name = await prompt("who? "); name', allow_stdin=True)
    question = kernel.client.get_stdin_msg(timeout=60)
    assert question["msg_type"] == "input_request"
    assert question["content"] == {"prompt": "who? ", "password": False}
    kernel.client.input("Ada")
    assert kernel.finish(request).result == "'Ada'"
    refused = kernel.run('await prompt("who?")', allow_stdin=False)
    assert "allow_stdin is false" in refused.error["evalue"]


def test_late_output_belongs_to_the_cell_that_started_it(kernel):
    request = kernel.client.execute(
        "let go: () => void = () => {};\n"
        "const gate = new Promise<void>((r) => { go = r; });\n"
        'gate.then(() => console.log("from a promise"));\n'
        '(async () => { await gate; await null; console.log("from an async function"); })();\n'
        'const wait = setInterval(() => { if (!opened) return; clearInterval(wait); console.log("from a timer"); }, 5);\n'
        "let opened = false; undefined"
    )
    kernel.finish(request)
    later = kernel.run("opened = true; go(); await new Promise((r) => setTimeout(r, 40)); console.log('own')")
    assert later.text() == "own\n"
    texts = ""
    while not all(part in texts for part in ("promise", "function", "timer")):
        message = kernel.until(lambda m: m["msg_type"] == "stream")
        assert message["parent_header"]["msg_id"] == request
        texts += message["content"]["text"]


def test_uncaught_errors_of_callbacks_are_told_under_their_cell(kernel):
    ran = kernel.run(
        'setTimeout(() => { throw new Error("in a timer") }, 1);\n'
        'Promise.reject(new Error("of a promise"));\n'
        "await new Promise((r) => setTimeout(r, 30)); 8"
    )
    assert ran.result == "8"
    assert "in a timer" in ran.text("stderr") and "of a promise" in ran.text("stderr")
    assert "In[" in ran.text("stderr")


def test_functions_and_later_cells_share_variables(kernel):
    kernel.run("let level = 1; let { a, b: [c] } = { a: 1, b: [2] }; const read = () => [level, a, c]; const grow = () => { level++; };")
    kernel.run("level = 10; a = 20; c = 30;")
    assert kernel.run("read()").result == "[ 10, 20, 30 ]"
    kernel.run("grow()")
    assert kernel.run("level").result == "11"
    ran = kernel.run("\nlet   shifted = 1, other = (() => { throw new Error('here') })();")
    assert ":2:43" in ran.traceback


def test_late_errors_belong_to_the_cell_that_started_them(kernel):
    request = kernel.client.execute(
        "let open = false; let fall = () => {}; new Promise<void>((r) => { fall = r; }).then(() => { throw new Error('of the promise') });"
        "const poll = setInterval(() => { if (!open) return; clearInterval(poll); throw new Error('of the timer') }, 5); 0"
    )
    kernel.finish(request)
    later = kernel.run("open = true; fall(); await new Promise((r) => setTimeout(r, 40)); 1")
    assert later.result == "1" and later.text("stderr") == ""
    texts = ""
    while not all(part in texts for part in ("of the promise", "of the timer")):
        message = kernel.until(lambda m: m["msg_type"] == "stream")
        assert message["parent_header"]["msg_id"] == request
        texts += message["content"]["text"]


def test_a_question_can_be_interrupted(kernel):
    kernel.run('import { prompt } from "kernel-extras"')
    request = kernel.client.execute('await prompt("who? ")', allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=60)
    kernel.manager.interrupt_kernel()
    assert kernel.finish(request).error["ename"] == "KeyboardInterrupt"
    request = kernel.client.execute('await prompt("and now? ")', allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=60)
    kernel.client.input("Grace")
    assert kernel.finish(request).result == "'Grace'"
