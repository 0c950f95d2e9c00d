# Which Swift this project needs, where it may already be, and how it is built with it.
# The version, the address and the signing key are written here and nowhere else.
# Needs messages.sh and `root`, the folder of the package.
# shellcheck shell=bash disable=SC2034,SC2154

readonly swift_needed_major=6 swift_needed_minor=2
readonly swift_tested=6.3.1
readonly swift_site=https://download.swift.org
readonly swift_keys=https://www.swift.org/keys/all-keys.asc
# "Swift 6.x Release Signing Key", as printed in the official Swift container recipes.
readonly swift_key=52BB7E3DE28A71BE22EC05FFEF80A866B47A981F

# The same flags for demo, tests and bench: SwiftPM then compiles each file once for all of them.
# `swift test` shares objects with `swift build` only when testable imports are off.
readonly build_flags=(-c release)
readonly test_flags=(-c release --disable-testable-imports --disable-xctest)

# The places where a Swift toolchain may live, best first, a directory of programs a line.
swift_places() {
  local data=${XDG_DATA_HOME:-${HOME:-/root}/.local/share} place
  if has swift; then dirname "$(command -v swift)"; fi
  for place in \
    /opt/swift/usr/bin "/opt/swift-$swift_tested/usr/bin" \
    "$data/swift/usr/bin" "$data/swift-$swift_tested/usr/bin" \
    "$data/swiftly/bin" "${HOME:-/root}/.swiftly/bin" /usr/libexec/swift/bin; do
    if [ -x "$place/swift" ]; then printf '%s\n' "$place"; fi
  done
}

# swift_version PROGRAM: prints MAJOR.MINOR[.PATCH]; nothing if it is not a Swift compiler
# (another program of that name talks to object storage).
swift_version() {
  "$1" --version 2>/dev/null </dev/null \
    | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9.]*\).*/\1/p' | head -n 1
}

# is_new_enough VERSION
is_new_enough() {
  local major minor
  major=${1%%.*}
  minor=${1#*.}
  minor=${minor%%[!0-9]*}
  case $major in '' | *[!0-9]*) return 1 ;; esac
  [ "$major" -gt "$swift_needed_major" ] \
    || { [ "$major" -eq "$swift_needed_major" ] && [ "${minor:-0}" -ge "$swift_needed_minor" ]; }
}

# Puts the first Swift that is new enough at the head of PATH and remembers what it is.
# Answers 1 if there is none; `swift_too_old` then names the ones that were seen.
find_swift() {
  local place version
  swift_home='' swift_found='' swift_too_old=''
  while IFS= read -r place; do
    version=$(swift_version "$place/swift") || version=''
    if is_new_enough "$version"; then
      swift_home=$place swift_found=$version
      if [ "$(command -v swift 2>/dev/null)" != "$place/swift" ]; then PATH=$place:$PATH; fi
      export PATH
      return 0
    fi
    if [ -n "$version" ]; then swift_too_old="$swift_too_old $place/swift ($version)"; fi
  done <<<"$(swift_places)"
  return 1
}

# Warnings are errors with the compiler series this was written with; a newer one may warn of
# things unknown then, and must still build. One answer for every script, or nothing is shared.
set_strictness() {
  if [ -z "${VERDICT_STRICT:-}" ]; then
    case $swift_found in
      "${swift_tested%.*}" | "${swift_tested%.*}".*) VERDICT_STRICT=1 ;;
      *) VERDICT_STRICT=0 ;;
    esac
  fi
  export VERDICT_STRICT
}

# prepare: what every script needs before it can build: system packages, Swift on PATH, strictness.
prepare() {
  "$root/scripts/setup" --quiet || exit $?
  find_swift || die "$exit_missing" "Swift was not found after the set-up; run scripts/setup."
  set_strictness
}

# build_verdict: builds the program; talk goes to standard error, the path to standard output.
build_verdict() {
  swift build "${build_flags[@]}" --package-path "$root" --product verdict >&2 || return $?
  printf '%s\n' "$root/.build/release/verdict"
}
