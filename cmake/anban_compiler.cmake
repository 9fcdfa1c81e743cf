# SPDX-License-Identifier: Apache-2.0
# Compiler, warnings and sanitizers. g++ 12 miscompiles coroutines (double frees and hangs), so
# only clang from 19 on is taken.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
  message(FATAL_ERROR
    "Anban needs clang 19 or newer (found ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}). "
    "g++ 12 breaks coroutines. Use ./dev build, or pass -DCMAKE_CXX_COMPILER=clang++-19.")
endif()
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(ANBAN_CCACHE ccache)
if(ANBAN_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ANBAN_CCACHE})
endif()

add_library(anban_options INTERFACE)
# libstdc++ 12 calls its own deprecated get_temporary_buffer in std::stable_sort.
target_compile_options(anban_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wno-deprecated-declarations -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Werror -fno-omit-frame-pointer>)
target_include_directories(anban_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_link_options(anban_options INTERFACE -fuse-ld=lld)

set(ANBAN_SANITIZE "" CACHE STRING "Sanitizers: address,undefined or thread or empty")
if(NOT ANBAN_SANITIZE)
  # What nobody calls, and code that is there twice, stays out of the program (its size is a goal).
  target_link_options(anban_options INTERFACE -Wl,--gc-sections -Wl,--icf=safe)
endif()
option(ANBAN_COVERAGE "Instrument for llvm-cov" OFF)
option(ANBAN_LTO "Thin link-time optimisation" OFF)
if(ANBAN_SANITIZE)
  set(ANBAN_SANITIZE_ALL ${ANBAN_SANITIZE})
  if(NOT ANBAN_SANITIZE STREQUAL "thread")
    # So that the same objects serve the fuzz targets.
    set(ANBAN_SANITIZE_ALL "${ANBAN_SANITIZE},fuzzer-no-link")
  endif()
  target_compile_options(anban_options INTERFACE -fsanitize=${ANBAN_SANITIZE_ALL} -fno-sanitize-recover=all)
  target_link_options(anban_options INTERFACE -fsanitize=${ANBAN_SANITIZE})
endif()
if(ANBAN_COVERAGE)
  target_compile_options(anban_options INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(anban_options INTERFACE -fprofile-instr-generate)
endif()
if(ANBAN_LTO)
  target_compile_options(anban_options INTERFACE -flto=thin)
  target_link_options(anban_options INTERFACE -flto=thin)
endif()
