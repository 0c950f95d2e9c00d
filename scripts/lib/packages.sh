# What the build needs from the operating system, what of it is missing, and how to get it.
# shellcheck shell=bash

# Libraries and programs for building; the names are those of Debian and Ubuntu.
# Each is tried by what it gives, not by its package: a library built by hand counts too.
missing_for_build() {
  has git || echo git
  has pkg-config || has pkgconf || echo pkg-config
  if ! has_library gsl gsl/gsl_version.h; then echo libgsl-dev; fi
  if ! has_library sqlite3 sqlite3.h; then echo libsqlite3-dev; fi
  if ! has_library libargon2 argon2.h; then echo libargon2-dev; fi
  if ! has_library libqrencode qrencode.h; then echo libqrencode-dev; fi
  if ! has_library expat expat.h; then echo libexpat1-dev; fi
  if ! has_library minizip minizip/unzip.h; then echo libminizip-dev; fi
  if ! has_library xlsxwriter xlsxwriter.h; then echo libxlsxwriter-dev; fi
  # Swift brings its compiler; the linker, the C headers and the C++ headers are the system's.
  # `g++` brings the matching `libstdc++-N-dev`, `binutils` and `libc6-dev` whatever N is.
  if ! has ld || ! has gcc || ! has_cxx_headers || [ ! -e /usr/include/stdio.h ]; then
    echo binutils
    echo g++
    echo libc6-dev
  fi
  # Git reads the dependencies over HTTPS.
  [ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
}

# has_library NAME HEADER: does pkg-config know it, or is its header where compilers look?
has_library() {
  local tool
  for tool in pkg-config pkgconf; do
    if has "$tool" && "$tool" --exists "$1" 2>/dev/null; then return 0; fi
  done
  # GSL is found through pkg-config alone; SQLite needs its header only.
  [ "$1" = sqlite3 ] && { [ -e "/usr/include/$2" ] || [ -e "/usr/local/include/$2" ]; }
}

has_cxx_headers() {
  local header
  for header in /usr/include/c++/*/vector; do [ -e "$header" ] && return 0; done
  return 1
}

# missing_for_swift DIRECTORY: packages behind the shared libraries that the toolchain's programs
# look for in vain. Nothing if they all load.
missing_for_swift() {
  local program unresolved=''
  has ldd || return 0
  for program in swift-frontend swift-package swift-format; do
    [ -x "$1/$program" ] || continue
    unresolved="$unresolved $(ldd "$1/$program" 2>/dev/null \
      | sed -n 's/^[[:space:]]*\(lib[^ ]*\) => not found.*/\1/p' | tr '\n' ' ')"
  done
  for program in $unresolved; do
    case $program in
      libcurl.so.*) echo libcurl4-openssl-dev ;;
      libxml2.so.*) echo libxml2-dev ;;
      libncurses.so.* | libtinfo.so.* | libpanel.so.* | libform.so.*) echo libncurses-dev ;;
      libsqlite3.so.*) echo libsqlite3-dev ;;
      libedit.so.*) echo libedit-dev ;;
      libuuid.so.*) echo uuid-dev ;;
      libz.so.*) echo zlib1g-dev ;;
      libstdc++.so.* | libgcc_s.so.*) echo g++ ;;
    esac
  done | sort -u
}

# The same for toolchains that cannot even say their version, for lack of such libraries.
missing_for_mute_swift() {
  local place
  swift_places | while IFS= read -r place; do
    if [ -x "$place/swift-frontend" ] && [ -z "$(swift_version "$place/swift")" ]; then
      missing_for_swift "$place"
    fi
  done | sort -u
}

# What a toolchain from swift.org needs to run, besides what the build needs.
packages_of_toolchain() {
  local package
  for package in libcurl4-openssl-dev libedit-dev libncurses-dev libxml2-dev tzdata uuid-dev \
    zlib1g-dev; do
    is_installed "$package" || echo "$package"
  done
}

is_installed() {
  case $(dpkg-query --show --showformat='${Status}' "$1" 2>/dev/null) in
    *' installed') return 0 ;;
  esac
  return 1
}

# How this person may install packages: root, sudo, sudo-at-terminal or nothing.
privilege() {
  if [ "$(id -u)" -eq 0 ]; then
    echo root
  elif has sudo && sudo -n true 2>/dev/null; then
    echo sudo
  elif has sudo && [ -t 0 ]; then
    echo ask
  fi
}

as_root() {
  case $(privilege) in
    root) env DEBIAN_FRONTEND=noninteractive "$@" ;;
    sudo | ask) sudo env DEBIAN_FRONTEND=noninteractive "$@" ;;
    *) return 1 ;;
  esac
}

# apt_install PACKAGE…: first with the lists at hand, then once more with fresh ones.
apt_install() {
  as_root apt-get install --yes --no-install-recommends "$@" >&2 && return 0
  say "Fetching fresh package lists and trying again."
  as_root apt-get update >&2 || return 1
  as_root apt-get install --yes --no-install-recommends "$@" >&2
}

# apt_commands PACKAGE…: what a person types instead.
apt_commands() {
  local sudo=''
  [ "$(id -u)" -eq 0 ] || sudo='sudo '
  printf '  %sapt-get update\n  %sapt-get install --yes %s\n' "$sudo" "$sudo" "$*"
}
