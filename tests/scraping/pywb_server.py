"""Serves WARC files with pywb on a free port of this machine: ``python pywb_server.py FOLDER NAME=WARC…``.

Prints the port when it is ready; ends when its standard input closes, so that it never outlives the tests.
"""

from gevent import monkey

monkey.patch_all()

import logging  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402

import gevent  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402
from pywb.apps.frontendapp import FrontEndApp  # noqa: E402
from pywb.manager.manager import main as manager  # noqa: E402
from pywb.utils.geventserver import RequestURIWSGIHandler  # noqa: E402


def main(folder: str, *collections: str) -> None:
    logging.disable(logging.INFO)
    os.chdir(folder)
    standard_output, sys.stdout = sys.stdout, sys.stderr  # the manager is talkative
    for collection in collections:
        name, _, source = collection.partition("=")
        manager(["init", name])
        manager(["add", name, source])
    server = WSGIServer(("127.0.0.1", 0), FrontEndApp(custom_config={}), handler_class=RequestURIWSGIHandler, log=None)
    server.start()
    print(server.server_port, file=standard_output, flush=True)
    gevent.os.tp_read(sys.stdin.fileno(), 1)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
