# SPDX-License-Identifier: Apache-2.0
# anban_detectors(pack): makes the images of the detectors for that pack (tools/detectors_image) and
# puts them into every program that links anban_signals, as `anban_embedded_detectors`.
function(anban_detectors pack)
  # It is made of the library whose programs it serves: linked by file, so that there is no circle.
  add_executable(detectors_image ${CMAKE_SOURCE_DIR}/tools/detectors_image/main.cc)
  add_dependencies(detectors_image anban_signals)
  target_link_libraries(detectors_image PRIVATE $<TARGET_FILE:anban_signals> anban_pack)
  set(made ${CMAKE_BINARY_DIR}/embed/detectors)
  set(out ${CMAKE_BINARY_DIR}/embed/detectors.S)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${pack}/*)
  add_custom_command(OUTPUT ${out}
    COMMAND detectors_image ${pack} ${made} ${CMAKE_SOURCE_DIR}/src/base ${CMAKE_SOURCE_DIR}/src/pack
            ${CMAKE_SOURCE_DIR}/src/signals
    COMMAND ${CMAKE_COMMAND} -DDIR=${made} -DSYMBOL=detectors -DOUT=${out}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS detectors_image ${inputs} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    COMMENT "Making the images of the detectors")
  add_library(anban_detectors STATIC ${out})
  target_link_libraries(anban_signals INTERFACE anban_detectors)
endfunction()
