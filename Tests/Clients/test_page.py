"""JupyterLab, Notebook 7 and JupyterHub's single-user server in a browser without a screen."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from applications import hub, lab, notebook
from conftest import write_notebook
from page import NotebookPage

CLIENTS = {"JupyterLab": lab, "Notebook 7": notebook, "JupyterHub": hub}


@pytest.fixture(scope="module", params=CLIENTS, ids=CLIENTS)
def client(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("client")
    with CLIENTS[request.param](folder) as (driver, address):
        yield folder, driver, address


@pytest.fixture
def open_notebook(client, request):
    folder, driver, address = client
    name = f"{request.node.originalname}.ipynb"

    def open_notebook(*cells):
        write_notebook(folder / name, *cells)
        return NotebookPage(driver, f"{address}{name}?reset")

    return open_notebook


def test_run_all_with_a_picture(open_notebook):
    page = open_notebook("let seven = 7", "seven * 6", "%data xor\n%plot data xor", 'print("the end")')
    page.command("runmenu:run-all")
    page.wait_for_prompts(["[1]:", "[2]:", "[3]:", "[4]:"])
    page.wait_for_output(1, "42")
    page.wait_for_output(3, "the end")
    picture = page.cells[2].find_element(By.CSS_SELECTOR, ".jp-RenderedSVG img")
    width = "return arguments[0].complete && arguments[0].naturalWidth"
    page.wait("picture that the browser could draw", lambda: page.driver.execute_script(width, picture) > 100)


def test_an_error_stops_run_all(open_notebook):
    page = open_notebook("let before = 1", "[1, 2][5]", "before + 1")
    page.command("runmenu:run-all")
    page.wait_for_output(1, "Index out of range")
    page.wait("end of all", lambda: not any("*" in page.prompt(index) for index in range(3)))
    assert page.output(2) == "", "nothing runs behind an error"
    page.run(2)
    page.wait_for_output(2, "2")


def test_an_interrupt_keeps_the_variables(open_notebook):
    page = open_notebook("let kept = 41", 'print("begins")\nwhile true {}', "kept + 1")
    page.run(0)
    page.run(1)
    page.wait_for_output(1, "begins")
    assert page.prompt(1) == "[*]:"
    page.command("kernelmenu:interrupt")
    page.wait_for_output(1, "Interrupted")
    page.run(2)
    page.wait_for_output(2, "42")


def test_restart_and_run_all(open_notebook):
    page = open_notebook("var runs = 0", "runs += 1\nruns")
    page.command("runmenu:run-all")
    page.wait_for_output(1, "1")
    page.run(1)
    page.wait_for_output(1, "2")
    page.wait_for_prompts(["[1]:", "[3]:"])
    page.command("runmenu:restart-and-run-all")
    page.accept()
    page.wait_for_prompts(["[1]:", "[2]:"])
    page.wait_for_output(1, "1")
    assert page.output(1).splitlines()[-1] == "1"


def test_completion(open_notebook):
    page = open_notebook("let completable = 41\nlet completion = 1", "", "")
    page.run(0)
    page.wait_for_prompts(["[1]:", "[ ]:", "[ ]:"])
    choices = lambda: {item.text for item in page.driver.find_elements(By.CSS_SELECTOR, ".jp-Completer-match")}
    tab = lambda: page.type(Keys.TAB)
    page.click_into(1)
    page.type("comple")
    page.press_until("choice of names", tab, lambda: {"completable", "completion"} <= choices())
    page.type("tab", Keys.ENTER)
    page.wait("completed name", lambda: page.source(1) == "completable")
    page.click_into(2)
    page.type("%trai")
    page.press_until("choice of commands", tab, lambda: "train" in choices() or "%train" in choices())
    page.type(Keys.ENTER)
    page.wait("completed command", lambda: page.source(2).strip() == "%train")


def test_inspection(open_notebook):
    page = open_notebook("/// Twice as much.\nfunc twice(_ x: Int) -> Int { x * 2 }", "twice")
    page.run(0)
    page.wait_for_prompts(["[1]:", "[ ]:"])
    page.click_into(1)
    tips = lambda: [tip.text for tip in page.driver.find_elements(By.CSS_SELECTOR, ".jp-Tooltip") if tip.text]
    tip = page.press_until("explanation", lambda: page.type_with(Keys.SHIFT, Keys.TAB), tips)[0]
    assert "func twice" in tip and "Twice as much." in tip
    page.type(Keys.ESCAPE)


def test_questions(open_notebook):
    page = open_notebook(
        'let name = input("name? ")\nprint("Hola,", name)', 'let word = password("word? ")\nprint(word.count)',
        'print(readLine() ?? "nothing")')

    def field(kind):
        """The field that waits for an answer; JupyterLab leaves those that were not answered on the page."""
        fields = page.driver.find_elements(By.CSS_SELECTOR, "input.jp-Stdin-input")
        fields = [found for found in fields if found.is_displayed() and found.is_enabled()]
        return next((found for found in fields if found.get_attribute("type") == kind), None)

    page.run(0)
    page.wait("question", lambda: field("text") and "name? " in page.output(0))
    field("text").send_keys("Ana", Keys.ENTER)
    page.wait_for_output(0, "Hola, Ana")
    page.run(1)
    page.wait("hidden question", lambda: field("password")).send_keys("secreto", Keys.ENTER)
    page.wait_for_output(1, "7")
    assert "secreto" not in page.output(1)
    page.run(2)
    page.wait("question", lambda: field("text"))
    page.command("kernelmenu:interrupt")
    page.wait_for_output(2, "Interrupted")
    page.run(2)
    page.wait("end of the interrupted cell's outputs", lambda: "Interrupted" not in page.output(2))
    page.wait("question", lambda: field("text")).send_keys("again", Keys.ENTER)
    page.wait_for_output(2, "again")


def test_colours_of_swift_and_commands(open_notebook):
    page = open_notebook('let text = "a" // remark', "%data xor --seed 7\nlet after = 1\n!echo it's\nlet last = 2")
    colours = page.driver.execute_script(
        "return [...document.querySelectorAll('.jp-CodeCell .cm-line')].map(line => Object.fromEntries("
        "[...line.querySelectorAll('span')].map(part => [part.textContent, getComputedStyle(part).color])))")
    swift, command, after, shell, last = colours
    keyword = swift["let"]
    assert len({keyword, swift['"a"'], swift["// remark"], swift["text"]}) == 4, "each kind has a colour of its own"
    assert command["7"] != keyword and "data" not in command, "a command's word is plain"
    # What stands behind a command or a shell line is Swift again, also behind an open quote.
    assert (after["let"], last["let"]) == (keyword, keyword)
    assert (after["1"], last["2"]) == (command["7"], command["7"])


def test_indentation(open_notebook):
    page = open_notebook("")
    page.click_into(0)
    for line in ["func f() {", "if true {", "let x = 1", "}", "}"]:
        page.type(line, Keys.ENTER)
    page.type("f()")
    assert page.source(0) == "func f() {\n    if true {\n        let x = 1\n    }\n}\nf()"
