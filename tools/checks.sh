# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The chores of ./dev that judge the code: test, tidy, format, fuzz, coverage.

: "${root:?set by ./dev, which reads this file}"

passed=0
failed=0

# run_ctest FOLDER [ARGUMENTS]: runs ctest and adds its programs to passed and failed.
run_ctest() {
  local folder=$1 report=$root/$1/ctest.xml state=0 total bad
  shift
  rm -f "$report"
  ctest --test-dir "$folder" --output-on-failure --no-tests=error --timeout 600 \
    -j "$(nproc)" --output-junit "$report" "$@" || state=$?
  total=$(sed -n 's/^[[:space:]]*tests="\([0-9]*\)".*/\1/p' "$report" | head -n 1)
  bad=$(sed -n 's/^[[:space:]]*failures="\([0-9]*\)".*/\1/p' "$report" | head -n 1)
  failed=$((failed + ${bad:-1}))
  passed=$((passed + ${total:-0} - ${bad:-0}))
  return "$state"
}

# The program carries openapi.json, people write openapi.yaml: one is made of the other.
check_openapi() {
  npm_install tools && with_node24 node tools/openapi.mjs check
}

# The end-to-end tests drive the release program with real clients and a real browser.
run_end_to_end() {
  [[ -f test/e2e/package.json && -x build/release/anban ]] || return 0
  npm_install test/e2e || { failed=$((failed + 1)); return 1; }
  local report=$root/build/e2e.tap state=0 count
  rm -f "$report"
  (
    cd test/e2e
    ANBAN_BINARY=$root/build/release/anban with_node24 node --test --test-concurrency=1 \
      --test-reporter=spec --test-reporter-destination=stdout \
      --test-reporter=tap --test-reporter-destination="$report" </dev/null
  ) || state=$?
  count=$(awk '$1 == "#" && $2 == "pass" {n += $3} END {print n + 0}' "$report")
  passed=$((passed + count))
  count=$(awk '$1 == "#" && ($2 == "fail" || $2 == "cancelled") {n += $3} END {print n + 0}' "$report")
  failed=$((failed + count))
  if ((state != 0 && failed == 0)); then failed=1; fi
  return "$state"
}

end_test() {
  say "    all: $SECONDS s"
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
}

# build_or_end NAME COMMAND...: tests of what does not build say nothing.
build_or_end() {
  step "$@" || {
    failed=$((failed + 1))
    end_test
    exit 1
  }
}

do_test() {
  case ${1:-} in
    --tsan)
      setup test
      build_or_end "build with the thread sanitizer" compile tsan
      step "tests with the thread sanitizer" run_ctest build/tsan -LE fuzz || true
      end_test
      ;;
    --quick | '')
      setup test
      build_or_end "pages" pages
      build_or_end "sanitizer build" compile dev
      [[ ! -f src/app/main.cc ]] || build_or_end "release build" compile release anban
      local fuzzing=()
      [[ -z ${1:-} ]] || fuzzing=(-LE fuzz)
      step "tests" run_ctest build/dev "${fuzzing[@]}" || true
      step "openapi.json" check_openapi || failed=$((failed + 1))
      [[ -n ${1:-} ]] || step "end to end" run_end_to_end || true
      step "clang-tidy of changed files" do_tidy || failed=$((failed + 1))
      end_test
      ;;
    *)
      setup test
      build_or_end "sanitizer build" compile dev
      step "tests" run_ctest build/dev -R "$1" || true
      end_test
      ;;
  esac
}

# C++ files that differ from REVISION (HEAD) or are not committed yet, a line each.
changed_files() {
  {
    git diff --name-only --diff-filter=d "${1:-HEAD}" --
    git ls-files --others --exclude-standard
  } | grep -E '\.(cc|h)$' | sort -u || true
}

# clang-tidy reads sources, and headers through them.
do_tidy() {
  local files=()
  if [[ ${1:-} == all ]]; then
    mapfile -t files < <(git ls-files 'src/*.cc' 'test/*.cc')
  else
    mapfile -t files < <(changed_files "${1:-HEAD}" | grep '\.cc$')
  fi
  if ((${#files[@]} == 0)); then
    say "    no changed sources"
    return 0
  fi
  [[ -f build/dev/compile_commands.json ]] || compile dev -t restat >/dev/null
  printf '%s\n' "${files[@]}" |
    xargs -P "$(nproc)" -n 4 clang-tidy-19 -p build/dev --quiet --warnings-as-errors='*'
}

do_format() {
  local files=()
  case ${1:-} in
    all) mapfile -t files < <(git ls-files '*.cc' '*.h') ;;
    check | '') mapfile -t files < <(changed_files) ;;
    *) give_up "format knows 'check' and 'all', not '$1'." ;;
  esac
  if ((${#files[@]} == 0)); then return 0; fi
  if [[ ${1:-} == check ]]; then
    clang-format-19 --dry-run --Werror "${files[@]}"
  else
    clang-format-19 -i "${files[@]}"
  fi
}

do_fuzz() {
  setup test
  step "fuzz build" compile fuzz || give_up "the fuzz targets do not build."
  local seconds=${1:-60} only=${2:-} program name bad=0
  for program in build/fuzz/*_fuzz; do
    name=$(basename "$program")
    [[ -z $only || $only == "$name" || $only == "${name%_fuzz}" ]] || continue
    mkdir -p "build/fuzz/corpus/$name" "build/fuzz/findings"
    local corpora=("build/fuzz/corpus/$name")
    [[ ! -d test/corpus/$name ]] || corpora+=("test/corpus/$name")
    step "$name" "$program" "-max_total_time=$seconds" -timeout=10 -rss_limit_mb=2048 \
      -print_final_stats=1 "-artifact_prefix=build/fuzz/findings/$name-" "${corpora[@]}" || bad=1
  done
  return "$bad"
}

do_coverage() {
  setup test
  step "coverage build" compile coverage || give_up "the tests do not build."
  rm -rf build/coverage/raw && mkdir -p build/coverage/raw
  LLVM_PROFILE_FILE=$root/build/coverage/raw/%p.profraw step "tests" run_ctest build/coverage
  llvm-profdata-19 merge -sparse build/coverage/raw/*.profraw -o build/coverage/all.profdata
  local programs=() program
  for program in build/coverage/*_test; do programs+=(-object "$program"); done
  llvm-cov-19 show "${programs[@]:1:1}" "${programs[@]:2}" -format=html -show-branches=count \
    -instr-profile=build/coverage/all.profdata -ignore-filename-regex='_test\.cc$|/usr/' \
    -output-dir=build/coverage/html
  llvm-cov-19 report "${programs[@]:1:1}" "${programs[@]:2}" -show-region-summary=false \
    -instr-profile=build/coverage/all.profdata -ignore-filename-regex='_test\.cc$|/usr/'
  say "Line by line: build/coverage/html/index.html"
}
