# SPDX-License-Identifier: Apache-2.0
# anban_embed(target SYMBOL dir): puts every file below dir into the program as a table
# `extern const anban::EmbeddedFile anban_embedded_<SYMBOL>[]` ended by a null name (base/embedded.h).
function(anban_embed target symbol dir)
  set(out ${CMAKE_BINARY_DIR}/embed/${symbol}.S)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${dir}/*)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DDIR=${dir} -DSYMBOL=${symbol} -DOUT=${out}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${inputs} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    COMMENT "Embedding ${dir}")
  target_sources(${target} PRIVATE ${out})
endfunction()
