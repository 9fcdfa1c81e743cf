# SPDX-License-Identifier: Apache-2.0
# cmake -DDIR=... -DSYMBOL=... -DOUT=... -P embed_files.cmake: writes an assembler file that holds
# every file below DIR (sorted) and the table that base/embedded.h reads.
file(GLOB_RECURSE files RELATIVE ${DIR} ${DIR}/*)
list(SORT files)
set(data ".section .rodata\n")
set(table ".section .data.rel.ro,\"aw\"\n.balign 8\n.globl anban_embedded_${SYMBOL}\nanban_embedded_${SYMBOL}:\n")
set(n 0)
foreach(file ${files})
  string(APPEND data ".balign 16\nL${n}_body:\n.incbin \"${DIR}/${file}\"\nL${n}_end:\n.byte 0\nL${n}_name:\n.asciz \"${file}\"\n")
  string(APPEND table ".quad L${n}_name, L${n}_body, L${n}_end\n")
  math(EXPR n "${n}+1")
endforeach()
string(APPEND table ".quad 0, 0, 0\n")
file(WRITE ${OUT} "${data}${table}.section .note.GNU-stack,\"\",@progbits\n")
