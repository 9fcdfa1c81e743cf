# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the chores of ./dev need, installed where it is missing: Debian 12 packages by name, Node 24
# from npm into build/node (Debian's own Node is too old for the pages), and the locked npm packages.

: "${root:?set by ./dev, which reads this file}"

build_packages=(clang-19 lld-19 llvm-19 ninja-build cmake ccache make git pkg-config
  libclang-rt-19-dev libboost1.81-dev libsimdjson-dev nlohmann-json3-dev libtomlplusplus-dev
  libfmt-dev libcli11-dev libsqlite3-dev libsodium-dev libssl-dev libhowardhinnant-date-dev
  libbenchmark-dev libjemalloc-dev tzdata ca-certificates)
test_packages=(clang-tidy-19 clang-format-19 libgtest-dev libgmock-dev nginx-light chromium
  fonts-noto-cjk python3 python3-aiosmtpd sqlite3 curl jq)
node_major=24
npm_major=11

as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

# The names of `$@` that are not installed, a line each.
missing_packages() {
  local installed
  # shellcheck disable=SC2016  # dpkg-query expands these fields, not the shell.
  installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
    awk '$2 == "installed" {print $1}' || true)
  comm -23 <(printf '%s\n' "$@" | sort -u) <(printf '%s\n' "$installed" | sort -u)
}

is_debian_12() {
  [[ -r /etc/os-release ]] && (
    # shellcheck source=/dev/null
    . /etc/os-release
    [[ ${ID:-} == debian && ${VERSION_ID:-} == 12 ]]
  )
}

install_packages() {
  say "    apt-get install: $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -qq update || return
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 \
    -o Dpkg::Use-Pty=0 -y -q --no-install-recommends install "$@" </dev/null >&2
}

# setup run|test: everything that a run or that all tests need.
setup() {
  local wanted=("${build_packages[@]}") missing=()
  [[ $1 == run ]] || wanted+=("${test_packages[@]}")
  if needs_node && ! command -v npm >/dev/null; then wanted+=(nodejs npm); fi
  if ! is_debian_12; then
    [[ ${ANBAN_SKIP_SETUP:-} != 1 ]] || return 0
    say "dev: packages are installed by themselves on Debian 12 only, and this is another system."
    say "     Install what these Debian packages hold, then call again with ANBAN_SKIP_SETUP=1:"
    give_up "${wanted[*]}"
  fi
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  if ((${#missing[@]} > 0)); then
    if [[ $(id -u) -ne 0 ]] && ! command -v sudo >/dev/null; then
      give_up "as root, or with sudo: apt-get install --no-install-recommends ${missing[*]}"
    fi
    step "packages" install_packages "${missing[@]}" ||
      give_up "packages could not be installed; apt-get says why above."
  fi
  ! needs_node || setup_node
}

needs_node() { [[ ${ANBAN_UI:-ON} != OFF && (-f web/package.json || -f test/e2e/package.json) ]]; }

node24_folder() {
  local machine=x64
  [[ $(uname -m) != aarch64 ]] || machine=arm64
  echo "$root/build/node/node_modules/node-linux-$machine"
}

npm_program() { echo "$root/build/node/node_modules/npm/bin/npm-cli.js"; }

# Node 24 and an npm that runs on it: Debian's own npm runs on Node 18, and leaves out optional
# packages that ask for a newer one.
setup_node() {
  local folder
  folder=$(node24_folder)
  [[ ! -x $folder/bin/node || ! -f $(npm_program) ]] || return 0
  mkdir -p build/node
  step "Node $node_major" npm install --prefix build/node --no-audit --no-fund --no-save \
    --loglevel=error "$(basename "$folder")@$node_major" "npm@$npm_major" </dev/null >&2 ||
    give_up "npm could not install Node $node_major; ANBAN_UI=OFF builds without the pages."
}

with_node24() { PATH="$(node24_folder)/bin:$PATH" "$@"; }

npm_with_node24() { with_node24 node "$(npm_program)" "$@" </dev/null; }

# npm_install FOLDER: `npm ci` where the lock file changed since the last one.
npm_install() {
  local folder=$1 lock=$1/package-lock.json
  [[ -f $lock ]] || return 0
  if cmp -s "$lock" "$folder/node_modules/.installed-lock.json"; then return 0; fi
  step "npm ci in $folder" npm_with_node24 --prefix "$folder" ci --no-audit --no-fund \
    --loglevel=error >&2 || return
  cp "$lock" "$folder/node_modules/.installed-lock.json"
}
