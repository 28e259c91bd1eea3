// SPDX-License-Identifier: LGPL-2.1-only OR BSD-2-Clause
/* The main() of a stand-alone binary; the build says of which tool. */
#include "bts/tool.h"

#define NAME_(tool) bts_tool_##tool
#define NAME(tool)  NAME_(tool)

extern const struct bts_tool NAME(BTS_SOLO);

int main(int argc, char **argv)
{
	return bts_tool_run(&NAME(BTS_SOLO), argc, argv);
}
