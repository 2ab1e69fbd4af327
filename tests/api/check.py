"""Asks the API everything that its own description allows, and much that it does not: schemathesis compares each answer with it.

HOABAN_TEST_BIN names the program; schemathesis stands beside this Python. Two demonstrations are asked: one that takes works, one whose
result is public. Arguments: how many requests for each operation (20 where nothing is said).
"""
import html
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

CONTEST = "sonla-2024"
SCOPES = ["entries_read", "entries_write", "contest_read", "contest_write"]
# what is asked of every answer; a body that fits the description may still be refused by the rules of the contest
CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "response_schema_conformance", "ignored_auth"]


def serving(stage, folder):
    """A demonstration, with its address and password."""
    program = os.environ["HOABAN_TEST_BIN"]
    arguments = [program, "demo", "--stage", stage, "--entries", "8", "--data", str(Path(folder) / "data"), "--listen", "127.0.0.1:0"]
    variables = {**os.environ, "HOABAN_BACKUP_KEEP": "0"}
    for name in list(variables):
        if name.startswith("HOABAN_TEST_"):
            del variables[name]
    told = Path(folder) / "told.log"
    # into a file: a pipe that nobody reads would stop the program
    with told.open("w") as out:
        server = subprocess.Popen(arguments, stdout=out, stderr=subprocess.STDOUT, env=variables)
    for _ in range(600):
        said = told.read_text()
        address = re.search(r"serving on (http://\S+)", said)
        if address:
            return server, address[1].rstrip("/"), re.search(r"signing decisions: (.+)", said)[1].strip()
        time.sleep(0.1)
    server.kill()
    raise SystemExit(f"the demonstration did not begin:\n{said}")


class Organiser:
    """A browser, as far as forms go. Browsers trust this machine with cookies that are for HTTPS; Python's own jar does not."""

    def __init__(self, base):
        self.address = urllib.parse.urlsplit(base).netloc
        self.cookies = {}

    def ask(self, method, path, body=None):
        line = http.client.HTTPConnection(self.address, timeout=30)
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, headers)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("set-cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status}")
        return answer.read().decode()

    def post(self, path, fields):
        token = re.search(r'name="csrf" value="([^"]+)"', self.ask("GET", path))[1]
        return self.ask("POST", path, urllib.parse.urlencode({"csrf": token, **fields}))

    def token(self, password):
        self.post("/vi/sign-in", {"login": "organiser@demo.example", "password": password, "next": ""})
        fields = {"name": "schemathesis", "days": "1", "password": password, **{scope: "yes" for scope in SCOPES}}
        page = self.post(f"/vi/{CONTEST}/organise/programs", fields)
        return html.unescape(re.search(r'id="told" readonly value="([^"]+)"', page)[1])


def key_of_a_draft(base):
    """A draft of our own; none where works are no longer taken."""
    body = json.dumps({"category": "tranh-ve", "work": {"title": "Ông học chữ"}}).encode()
    request = urllib.request.Request(f"{base}/api/v1/contests/{CONTEST}/drafts", body, {"content-type": "application/json"})
    try:
        return json.load(urllib.request.urlopen(request))["key"]
    except urllib.error.HTTPError:
        return "0" * 48


def first_entry(base, token):
    request = urllib.request.Request(f"{base}/api/v1/contests/{CONTEST}/entries?limit=1", headers={"authorization": f"Bearer {token}"})
    return json.load(urllib.request.urlopen(request))["items"][0]["id"]


def settings(base, token):
    """Addresses that exist, so that it is not «not found» that is tried."""
    return f"""
base-url = "{base}"
[parameters]
contest = "{CONTEST}"
"path.key" = "{key_of_a_draft(base)}"
"path.slot" = "painting.image"
"path.id" = "{first_entry(base, token)}"
[auth.openapi.token]
bearer = "{token}"
"""


def asked(stage, checks, examples):
    with tempfile.TemporaryDirectory(prefix="hoaban-api-") as folder:
        server, base, password = serving(stage, folder)
        try:
            token = Organiser(base).token(password)
            config = Path(folder) / "schemathesis.toml"
            config.write_text(settings(base, token), encoding="utf-8")
            tool = Path(sys.executable).with_name("schemathesis")
            command = [str(tool), "--config-file", str(config), "run", f"{base}/api/v1/openapi.json", "--phases", "examples,coverage,fuzzing",
                       "--max-examples", str(examples), "--checks", ",".join(checks), "--seed", "20241007", "--generation-database", "none"]
            found = subprocess.run(command, cwd=folder, check=False)
            return found.returncode == 0 and server.poll() is None
        finally:
            server.terminate()
            server.wait(timeout=30)


def main():
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    # of a contest that takes no works there is no key to ask with, and whoever has none learns nothing of methods
    asked_of = {"open": [*CHECKS, "unsupported_method"], "announced": CHECKS}
    passed = 0
    for stage, checks in asked_of.items():
        ok = asked(stage, checks, examples)
        passed += ok
        print(f"{'ok' if ok else 'not ok'} - every answer of a contest that is {stage} is as the API describes it")
    print(f"# pass {passed}\n# fail {len(asked_of) - passed}")
    sys.exit(passed != len(asked_of))


main()
