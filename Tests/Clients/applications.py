"""What shows notebooks in a browser: each is started with a browser, and gives the address of its notebooks."""

import contextlib

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from page import browser
from server import free_port, options, own_folders, running

HUB = """
c = get_config()
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = "secretos1"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}"
c.Spawner.notebook_dir = "{folder}"
# As docs/profesores.md says.
c.Spawner.cmd = ["bash", "-c", 'ulimit -v 4000000; exec jupyterhub-singleuser "$@"', "limit"]
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True"]
c.Spawner.env_keep = [{keep}]
"""


@contextlib.contextmanager
def lab(folder):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    arguments = ["jupyter-lab", *options(port, folder), "--LabApp.expose_app_in_browser=True"]
    with running(arguments, f"{address}/api", folder), browser() as driver:
        yield driver, f"{address}/lab/tree/"


@contextlib.contextmanager
def notebook(folder):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    arguments = ["jupyter-notebook", *options(port, folder), "--JupyterNotebookApp.expose_app_in_browser=True"]
    with running(arguments, f"{address}/api", folder), browser() as driver:
        yield driver, f"{address}/notebooks/"


@contextlib.contextmanager
def hub(folder):
    """A hub with its proxy; the student ana logs in, and the hub starts the single-user server."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    kept = ", ".join(f'"{name}"' for name in ["PATH", "LD_LIBRARY_PATH", "CUADERNO_CACHE", *own_folders(folder)])
    (folder / "jupyterhub_config.py").write_text(
        HUB.format(port=port, hub=free_port(), api=free_port(), folder=folder, keep=kept))
    with running(["jupyterhub"], f"{address}/hub/api", folder), browser() as driver:
        yield driver, log_in(driver, address, "ana")


def log_in(driver, address, name):
    """Enters as a student; gives the address of the student's notebooks, where the hub starts a server."""
    driver.get(f"{address}/hub/login")
    driver.find_element(By.ID, "username_input").send_keys(name)
    driver.find_element(By.ID, "password_input").send_keys("secretos1", Keys.ENTER)
    return f"{address}/user/{name}/lab/tree/"
