# Functions for the other scripts, which source this file. Messages go to stderr, so that stdout has only results.
say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# Called before packages are installed, so that a missing tool is reported at once.
require_cargo() { command -v cargo >/dev/null || die "cargo not found; install Rust from https://rustup.rs"; }

# Installs Debian packages, or prints the command that does.
apt_install() {
  command -v apt-get >/dev/null || return 1
  as_root=
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || die "not allowed to install packages; run: sudo apt-get install --no-install-recommends $*"
    as_root=sudo
  fi
  say "installing $* with apt-get"
  # Always updates, because the package lists of an image can name versions that no longer exist.
  $as_root apt-get update -qq >&2 || say "apt-get update failed; using the existing lists"
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -qq -y --no-install-recommends "$@" >&2 </dev/null
}
