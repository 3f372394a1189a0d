"""Stand-ins on the loopback interface that speak the protocols of the Hub, of Zenodo and of S3, and fail when told to."""

import base64
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class RefusedError(Exception):
    """The stand-in answers with an error."""

    def __init__(self, status, message, **headers):
        super().__init__(message)
        self.status, self.headers = status, headers


class Service:
    """Answers calls; the one with the number `fails_at` fails, before or after its effect."""

    base = ""

    def __init__(self):
        self.calls = []
        self.fails_at, self.after = None, False
        self.lock = threading.Lock()

    def arm(self, number, after):
        self.calls.clear()
        self.fails_at, self.after = number, after

    def handle(self, method, address, headers, body):
        with self.lock:
            self.calls.append(f"{method} {address}")
            failing = len(self.calls) - 1 == self.fails_at
            if failing and not self.after:
                raise RefusedError(403, "the wire was cut before the call")
            answer = self.answer(
                method, unquote(urlsplit(address).path), parse_qs(urlsplit(address).query), headers, body
            )
            if failing:
                raise RefusedError(403, "the wire was cut after the call")
            return answer


def handler(service):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = 1 << 16

        def do(self):
            body = self.body()
            try:
                status, headers, content = service.handle(self.command, self.path, self.headers, body)
            except RefusedError as refused:
                status, headers, content = refused.status, refused.headers, str(refused).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
            self.wfile.flush()

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do  # noqa: N815 - the names that http.server calls

        def handle_expect_100(self):
            going_on = super().handle_expect_100()
            self.wfile.flush()
            return going_on

        def body(self):
            if self.headers.get("Transfer-Encoding") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            whole = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                whole += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return whole

        def log_message(self, *_):
            pass

    return Handler


@contextmanager
def serving(service) -> Iterator[str]:
    """Serve on a free port of the loopback interface and yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(service))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    service.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service.base
    finally:
        server.shutdown()
        server.server_close()


def told(value, status=200):
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


def git_hash(data):
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


class Hub(Service):
    """One dataset repository of the Hugging Face Hub: Parquet files are large files, the rest Git's."""

    repo = "example/cables"

    def __init__(self):
        super().__init__()
        self.commits, self.trees, self.tags, self.large = [], {}, {}, {}

    def answer(self, method, path, query, headers, body):
        assert headers.get("Authorization") == "Bearer hf_example" or path.startswith("/large/")
        own = f"/api/datasets/{self.repo}"
        for pattern, action in {
            r"POST /api/repos/create": self.create,
            r"POST /api/validate-yaml": lambda _: told({"errors": [], "warnings": []}),
            rf"GET {own}": lambda _: self.info("main"),
            rf"GET {own}/refs": lambda _: self.refs(),
            rf"GET {own}/revision/(.+)": lambda _, revision: self.info(revision),
            rf"GET {own}/tree/([^/]+)": lambda _, revision: self.tree(revision),
            rf"POST {own}/preupload/main": self.modes,
            rf"POST /datasets/{self.repo}.git/info/lfs/objects/batch": self.batch,
            r"PUT /large/([0-9a-f]{64})": self.keep,
            r"POST /large/verify": lambda _: told({}),
            rf"POST {own}/commit/main": self.commit,
            rf"POST {own}/tag/(.+)": self.tag,
        }.items():
            if match := re.fullmatch(pattern, f"{method} {path}"):
                return action(body, *match.groups())
        raise RefusedError(404, f"no such call: {method} {path}")

    def add_commit(self, tree):
        name = hashlib.sha1(json.dumps([len(self.commits), sorted(tree)]).encode()).hexdigest()
        self.commits.append(name)
        self.trees[name] = tree
        return name

    def create(self, body):
        if self.commits:
            return told(
                {"error": "You already created this dataset repo", "url": f"{self.base}/datasets/{self.repo}"}, 409
            )
        self.add_commit({".gitattributes": ("git", git_hash(b"*"), 1)})
        return told({"url": f"{self.base}/datasets/{self.repo}"})

    def resolve(self, revision):
        if not self.commits:
            raise RefusedError(404, "no repository", **{"X-Error-Code": "RepoNotFound"})
        return self.commits[-1] if revision == "main" else self.tags.get(revision, revision)

    def info(self, revision):
        return told({"id": self.repo, "sha": self.resolve(revision), "private": False, "siblings": [], "tags": []})

    def refs(self):
        tags = [{"name": name, "ref": f"refs/tags/{name}", "targetCommit": sha} for name, sha in self.tags.items()]
        head = {"name": "main", "ref": "refs/heads/main", "targetCommit": self.resolve("main")}
        return told({"branches": [head], "tags": tags, "converts": []})

    def tree(self, revision):
        entries = []
        for path, (kind, digest, size) in self.trees[self.resolve(revision)].items():
            large = {"lfs": {"oid": digest, "size": size, "pointerSize": 130}} if kind == "large" else {}
            oid = digest if kind == "git" else git_hash(digest.encode())
            entries.append({"type": "file", "path": path, "oid": oid, "size": size, **large})
        return told([{"type": "directory", "path": "data", "oid": "0" * 40}, *entries])

    def modes(self, body):
        files = json.loads(body)["files"]
        mode = {True: "lfs", False: "regular"}
        return told(
            {
                "files": [
                    {"path": f["path"], "uploadMode": mode[f["path"].endswith(".parquet")], "shouldIgnore": False}
                    for f in files
                ]
            }
        )

    def batch(self, body):
        objects = []
        for one in json.loads(body)["objects"]:
            upload = {"href": f"{self.base}/large/{one['oid']}"}
            actions = (
                {}
                if one["oid"] in self.large
                else {"actions": {"upload": upload, "verify": {"href": f"{self.base}/large/verify"}}}
            )
            objects.append({**one, **actions})
        return told({"transfer": "basic", "objects": objects})

    def keep(self, body, oid):
        assert hashlib.sha256(body).hexdigest() == oid
        self.large[oid] = body
        return told({})

    def commit(self, body):
        lines = [json.loads(line) for line in body.splitlines()]
        header = lines[0]["value"]
        if header["parentCommit"] != self.commits[-1]:
            raise RefusedError(412, "a commit has happened since")
        tree = dict(self.trees[self.commits[-1]])
        for line in lines[1:]:
            value = line["value"]
            if line["key"] == "deletedFile":
                del tree[value["path"]]
            elif line["key"] == "lfsFile":
                assert value["oid"] in self.large
                tree[value["path"]] = ("large", value["oid"], value["size"])
            else:
                data = base64.b64decode(value["content"])
                tree[value["path"]] = ("git", git_hash(data), len(data))
        name = self.add_commit(tree)
        return told({"commitUrl": f"{self.base}/datasets/{self.repo}/commit/{name}", "commitOid": name})

    def tag(self, body, revision):
        name = json.loads(body)["tag"]
        if name in self.tags:
            raise RefusedError(409, "the tag is there")
        self.tags[name] = self.resolve(revision)
        return told({})


class Zenodo(Service):
    """The deposit part of Zenodo's programming interface."""

    def __init__(self):
        super().__init__()
        self.deposits = {}

    def answer(self, method, path, query, headers, body):
        if headers.get("Authorization") != "Bearer zenodo-example":
            raise RefusedError(401, "who are you?")
        for pattern, action in {
            r"GET /api/deposit/depositions": lambda: told(
                [self.shown(n) for n in self.deposits] if query["page"] == ["1"] else []
            ),
            r"POST /api/deposit/depositions": lambda: self.create(json.loads(body)),
            r"GET /api/deposit/depositions/(\d+)": lambda n: told(self.shown(int(n))),
            r"PUT /api/deposit/depositions/(\d+)": lambda n: self.describe(int(n), json.loads(body)),
            r"DELETE /api/deposit/depositions/(\d+)/files/(\w+)": self.remove,
            r"PUT /api/files/(\d+)/(.+)": lambda n, name: self.keep(int(n), name, body),
        }.items():
            if match := re.fullmatch(pattern, f"{method} {path}"):
                return action(*match.groups())
        raise RefusedError(404, f"no such call: {method} {path}")

    def shown(self, number):
        deposit = self.deposits[number]
        files = [
            {"id": hashlib.md5(name.encode()).hexdigest(), "filename": name, "checksum": hashlib.md5(data).hexdigest()}
            for name, data in deposit["files"].items()
        ]
        links = {"bucket": f"{self.base}/api/files/{number}", "html": f"{self.base}/deposit/{number}"}
        return {
            "id": number,
            "submitted": deposit["submitted"],
            "metadata": deposit["metadata"],
            "files": files,
            "links": links,
        }

    def create(self, record):
        number = len(self.deposits) + 1
        self.deposits[number] = {"metadata": record["metadata"], "files": {}, "submitted": False}
        return told(self.shown(number), 201)

    def describe(self, number, record):
        self.deposits[number]["metadata"] = record["metadata"]
        return told(self.shown(number))

    def keep(self, number, name, data):
        self.deposits[number]["files"][name] = data
        return told({"key": name, "checksum": f"md5:{hashlib.md5(data).hexdigest()}"})

    def remove(self, number, file):
        files = self.deposits[int(number)]["files"]
        files.pop(next(name for name in files if hashlib.md5(name.encode()).hexdigest() == file))
        return 204, {}, b""


class S3(Service):
    """An object store: puts (whole or in parts), gets, heads, listings, deletions."""

    def __init__(self):
        super().__init__()
        self.objects, self.parts = {}, {}

    def answer(self, method, path, query, headers, body):
        assert "AKEXAMPLE" in headers.get("Authorization", "")
        bucket, _, key = path.lstrip("/").partition("/")
        if headers.get("x-amz-content-sha256", "").startswith("STREAMING") or "aws-chunked" in headers.get(
            "Content-Encoding", ""
        ):
            body = unchunked(body)
        if not key:
            return self.list(bucket, query) if method == "GET" else (200, {}, b"")
        return getattr(self, method.lower())(f"{bucket}/{key}", query, headers, body)

    def list(self, bucket, query):
        prefix, delimiter = query.get("prefix", [""])[0], query.get("delimiter", [""])[0]
        keys, folders = [], set()
        for name in sorted(self.objects):
            key = name.removeprefix(f"{bucket}/")
            if not key.startswith(prefix):
                continue
            inner, mark, _ = key[len(prefix) :].partition(delimiter) if delimiter else (key, "", "")
            (folders.add(f"{prefix}{inner}{delimiter}") if mark else keys.append(key))
        content = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.objects[f'{bucket}/{key}'])}</Size>"
            "<LastModified>2020-01-01T00:00:00.000Z</LastModified><ETag>x</ETag></Contents>"
            for key in keys
        )
        content += "".join(
            f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in sorted(folders)
        )
        return xml(f"<ListBucketResult><IsTruncated>false</IsTruncated>{content}</ListBucketResult>")

    def head(self, name, query, headers, body):
        if name not in self.objects:
            raise RefusedError(404, "")
        return (
            200,
            {"Content-Length": str(len(self.objects[name])), "Last-Modified": "Wed, 01 Jan 2020 00:00:00 GMT"},
            b"",
        )

    def get(self, name, query, headers, body):
        if name not in self.objects:
            raise RefusedError(404, "<Error><Code>NoSuchKey</Code></Error>")
        data = self.objects[name]
        if wanted := re.fullmatch(r"bytes=(\d+)-(\d*)", headers.get("Range", "")):
            start, end = int(wanted[1]), int(wanted[2] or len(data) - 1)
            return 206, {"Content-Range": f"bytes {start}-{end}/{len(data)}"}, data[start : end + 1]
        return 200, {}, data

    def put(self, name, query, headers, body):
        if "partNumber" in query:
            self.parts[query["uploadId"][0]][int(query["partNumber"][0])] = body
        else:
            self.objects[name] = body
        return 200, {"ETag": '"x"'}, b""

    def post(self, name, query, headers, body):
        if "uploads" in query or not query:
            upload = f"u{len(self.parts)}"
            self.parts[upload] = {}
            return xml(f"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>")
        parts = self.parts.pop(query["uploadId"][0])
        self.objects[name] = b"".join(parts[number] for number in sorted(parts))
        return xml("<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>")

    def delete(self, name, query, headers, body):
        self.objects.pop(name, None)
        return 204, {}, b""


def xml(text):
    return 200, {"Content-Type": "application/xml"}, f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()


def unchunked(body):
    """Take the payload out of AWS' chunked signing: size in hexadecimal digits, signature, bytes."""
    whole = b""
    while True:
        line, _, rest = body.partition(b"\r\n")
        size = int(line.split(b";")[0], 16)
        if not size:
            return whole
        whole, body = whole + rest[:size], rest[size + 2 :]
