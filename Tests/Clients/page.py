"""A notebook in a browser without a screen: JupyterLab's page and Notebook 7's, which have the same parts."""

import contextlib
import os
import shutil
import time

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from conftest import LIMIT


@contextlib.contextmanager
def browser(width=1200, height=2400):
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", f"--window-size={width},{height}"]:
        options.add_argument(argument)
    if os.getuid() == 0:
        options.add_argument("--no-sandbox")
    driver = webdriver.Chrome(service=webdriver.ChromeService(shutil.which("chromedriver")), options=options)
    driver.set_script_timeout(LIMIT)
    try:
        yield driver
    finally:
        driver.quit()


class NotebookPage:
    """What a person sees of a notebook, and what a person does to it."""

    def __init__(self, driver, url):
        self.driver = driver
        driver.get(url)
        self.wait("a notebook with a kernel that is idle", self._is_ready)

    def _is_ready(self):
        # A dialog (news of the project, the choice of a kernel) would lie over the notebook.
        for button in self.driver.find_elements(By.CSS_SELECTOR, ".jp-Dialog button.jp-mod-accept"):
            button.click()
        return self.cells and self.driver.execute_script(
            "const panel = window.jupyterapp?.shell?.currentWidget;"
            "return panel?.sessionContext?.session?.kernel?.status === 'idle'")

    def wait(self, what, condition, seconds=LIMIT):
        deadline = time.monotonic() + seconds
        while True:
            with contextlib.suppress(StaleElementReferenceException, NoSuchElementException):
                found = condition()
                if found:
                    return found
            assert time.monotonic() < deadline, f"no {what}:\n{self.text}"
            time.sleep(0.05)

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def cells(self):
        return self.driver.find_elements(By.CSS_SELECTOR, ".jp-Notebook .jp-CodeCell")

    def command(self, name):
        """What stands behind a menu's entry. A dialog may follow, so that nothing waits for its end."""
        known = self.driver.execute_script("return window.jupyterapp.commands.hasCommand(arguments[0])", name)
        assert known, name
        self.driver.execute_script("void window.jupyterapp.commands.execute(arguments[0])", name)

    def accept(self):
        """Presses the dialog's button that goes on."""
        selector = ".jp-Dialog button.jp-mod-accept"
        self.wait("dialog", lambda: self.driver.find_elements(By.CSS_SELECTOR, selector))[-1].click()
        self.wait("end of the dialog", lambda: not self.driver.find_elements(By.CSS_SELECTOR, ".jp-Dialog"))

    def prompt(self, index):
        return self.cells[index].find_element(By.CSS_SELECTOR, ".jp-InputPrompt").text

    def output(self, index):
        """The text below a cell."""
        areas = self.cells[index].find_elements(By.CSS_SELECTOR, ".jp-Cell-outputArea")
        return "\n".join(area.text for area in areas)

    def wait_for_output(self, index, text):
        self.wait(f"“{text}” below cell {index}", lambda: text in self.output(index))

    def wait_for_prompts(self, expected):
        """Waits until the cells' numbers are these; a cell that runs has a star."""
        self.wait(f"prompts {expected}", lambda: [self.prompt(i) for i in range(len(self.cells))] == expected)

    def click_into(self, index, end=True):
        self.cells[index].find_element(By.CSS_SELECTOR, ".cm-content").click()
        if end:
            ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(Keys.END).key_up(Keys.CONTROL).perform()

    def type(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def type_with(self, modifier, key):
        ActionChains(self.driver).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def source(self, index):
        return "\n".join(line.text for line in self.cells[index].find_elements(By.CSS_SELECTOR, ".cm-line"))

    def run(self, index):
        """Control-Enter in a cell."""
        self.click_into(index)
        self.type_with(Keys.CONTROL, Keys.ENTER)

    def press_until(self, what, press, condition):
        """Presses a key, and again where nothing came of it: JupyterLab waits a second for the first completion."""
        def pressed():
            press()
            deadline = time.monotonic() + 3
            while not (found := condition()) and time.monotonic() < deadline:
                time.sleep(0.05)
            return found

        return self.wait(what, pressed)
