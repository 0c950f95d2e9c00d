# Fetching a Swift toolchain from swift.org: what would be fetched, where it goes, and the fetch.
# Needs messages.sh and toolchain.sh.
# shellcheck shell=bash disable=SC2154

# platform_name: the system's name in swift.org's addresses, such as `debian12`; nothing if none.
platform_name() {
  local id='' version='' like='' file=${os_release_file:-/etc/os-release}
  [ -r "$file" ] || return 0
  id=$(sed -n 's/^ID=//p' "$file" | tr -d '"')
  version=$(sed -n 's/^VERSION_ID=//p' "$file" | tr -d '"')
  like=$(sed -n 's/^ID_LIKE=//p' "$file" | tr -d '"')
  case $id:$version in
    debian:12 | debian:13) echo debian12 ;;
    ubuntu:22.04) echo ubuntu22.04 ;;
    ubuntu:24.04 | ubuntu:2[5-9].*) echo ubuntu24.04 ;;
    debian:*) ;;
    *) case " $like " in *' ubuntu '*) platform_of_derivative "$file" ;; esac ;;
  esac
}

# Mint and its like name the Ubuntu they are made of.
platform_of_derivative() {
  case $(sed -n 's/^UBUNTU_CODENAME=//p' "$1" | tr -d '"') in
    jammy) echo ubuntu22.04 ;;
    noble) echo ubuntu24.04 ;;
  esac
}

# archive_url: where the toolchain for this machine is; nothing if swift.org has none.
archive_url() {
  local platform suffix=''
  platform=$(platform_name)
  [ -n "$platform" ] || return 0
  case $(uname -m) in
    x86_64 | amd64) ;;
    aarch64 | arm64) suffix=-aarch64 ;;
    *) return 0 ;;
  esac
  printf '%s/swift-%s-release/%s%s/swift-%s-RELEASE/swift-%s-RELEASE-%s%s.tar.gz\n' \
    "$swift_site" "$swift_tested" "$(printf %s "$platform" | tr -d .)" "$suffix" \
    "$swift_tested" "$swift_tested" "$platform" "$suffix"
}

# toolchain_folder: /opt/swift for root, the person's own data folder otherwise; with the version
# in its name when something is there already, for nobody's toolchain is overwritten.
toolchain_folder() {
  local base
  if [ "$(id -u)" -eq 0 ]; then
    base=${toolchain_root:-/opt}/swift
  else
    base=${XDG_DATA_HOME:-$HOME/.local/share}/swift
  fi
  if [ -e "$base" ]; then base=$base-$swift_tested; fi
  printf '%s\n' "$base"
}

# manual_commands URL FOLDER: the same by hand.
manual_commands() {
  cat <<COMMANDS
  curl -fLO $1
  curl -fLO $1.sig
  curl -fL $swift_keys | gpg --import
  gpg --verify ${1##*/}.sig ${1##*/}     # must name the key $swift_key
  mkdir -p $2
  tar -xzf ${1##*/} -C $2 --strip-components=1
  export PATH=$2/usr/bin:\$PATH
COMMANDS
}

# fetch_toolchain URL FOLDER: fetches, checks the signature, unpacks beside, moves into place.
# Whatever happens on the way, FOLDER is either absent or whole. A bad signature ends the script.
fetch_toolchain() {
  local url=$1 folder=$2 parent work
  parent=$(dirname "$folder")
  mkdir -p "$parent" || return 1
  if [ "$(df -Pk "$parent" | awk 'NR == 2 { print $4 }')" -lt 6000000 ]; then
    say "Less than 6 GB are free in $parent; the toolchain and its archive need that much."
    return 1
  fi
  work=$(mktemp -d "$parent/.swift-fetch-XXXXXX") || return 1
  # shellcheck disable=SC2064 # the folder of now is meant
  trap "rm -rf '$work'" EXIT
  # shellcheck disable=SC2064
  trap "rm -rf '$work'; exit 130" INT TERM HUP
  say "Fetching $url"
  if ! fetch "$url" "$work/swift.tar.gz" || ! fetch "$url.sig" "$work/swift.tar.gz.sig" \
    || ! fetch "$swift_keys" "$work/keys.asc"; then
    say "The fetch failed; nothing was installed."
    return 1
  fi
  is_signed "$work" || exit "$exit_missing"
  say "The signature is good. Unpacking to $folder"
  mkdir "$work/swift"
  if ! tar -xzf "$work/swift.tar.gz" -C "$work/swift" --strip-components=1; then
    say "Unpacking failed; nothing was installed."
    return 1
  fi
  chmod 755 "$work/swift"
  mv "$work/swift" "$folder"
}

fetch() {
  if has curl; then
    curl --fail --location --proto '=https' --proto-redir '=https' --retry 3 --show-error \
      --output "$2" "$1" >&2
  else
    wget --https-only --tries=3 --output-document="$2" "$1" >&2
  fi
}

# is_signed FOLDER: was swift.tar.gz signed by the key written in toolchain.sh? The key ring lives
# in the folder and nothing of the person's is touched. A signature outlives its key's expiry, so
# an expired key passes; a revoked one, an expired signature and any other key do not.
is_signed() {
  local status
  mkdir -m 700 "$1/ring"
  # The folder's path may be too long for the key agent's socket; verifying needs no agent.
  gpg --homedir "$1/ring" --batch --quiet --no-autostart --import "$1/keys.asc" 2>/dev/null
  status=$(gpg --homedir "$1/ring" --batch --no-autostart --status-fd 1 \
    --verify "$1/swift.tar.gz.sig" "$1/swift.tar.gz" 2>/dev/null)
  if printf '%s\n' "$status" | grep -Eq '^\[GNUPG:\] (BADSIG|ERRSIG|EXPSIG|REVKEYSIG) ' \
    || ! printf '%s\n' "$status" | grep -Eq "^\[GNUPG:\] VALIDSIG .* $swift_key\$"; then
    say "The signature of the fetched toolchain is NOT good; nothing was installed."
    say "Expected the key $swift_key. gpg said:"
    printf '%s\n' "$status" | sed 's/^/  /' >&2
    return 1
  fi
}
