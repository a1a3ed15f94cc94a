#!/bin/sh
# Make a virtual environment: make_venv.sh PYTHON FOLDER
# Debian keeps the part that makes them in a package of its own; where we may, we install it.
set -eu
python=$1
folder=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "resotrack needs Python 3.11 or newer; '$python' is not. Name another: make PYTHON=python3.12" >&2
  exit 1
}

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq "$package" >/dev/null
  else
    echo "Python cannot make virtual environments here. Install the package first:" >&2
    echo "  sudo apt-get install $package" >&2
    exit 1
  fi
fi

"$python" -m venv "$folder"
