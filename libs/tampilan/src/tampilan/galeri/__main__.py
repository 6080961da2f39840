"""``python -m tampilan.galeri [PORT]``: serve the gallery on this machine."""

import sys

from tampilan.galeri.app import create_galeri

if __name__ == "__main__":
    create_galeri().run(host="127.0.0.1", port=int(sys.argv[1]) if len(sys.argv) > 1 else 8190)
