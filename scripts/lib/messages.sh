# Talk for people, on standard error; the exit codes are those of the program itself.
# Sourced by the scripts; works in the bash 3.2 of macOS.
# shellcheck shell=bash disable=SC2034

readonly exit_failure=1 exit_usage=64 exit_bad_data=65 exit_missing=69

say() { printf '%s\n' "$*" >&2; }

# die CODE LINE…: says every line, then leaves with the code.
die() {
  local code=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$code"
}

# has COMMAND: is it on the PATH?
has() { command -v "$1" >/dev/null 2>&1; }

# Prints the comment at the head of the calling script as its help.
print_help() { sed -n '2,/^[^#]/{ /^#/!d; s/^# \{0,1\}//; p; }' "$1"; }
