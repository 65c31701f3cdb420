/* who.c - avow who: speakers of a store. */
#include "record.h"

int command_who(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return DONE;
}
