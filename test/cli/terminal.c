/* terminal.c - terminal COLUMNS COMMAND...: runs a command with its standard output on a terminal of that width and copies
 * what appears there; leaves with the command's exit status. Standard input and error stay as they are. */
#define _GNU_SOURCE                 /* TIOCSWINSZ's struct; posix_openpt */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (argc < 3 || master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) return 125;
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    struct winsize size = {.ws_col = (unsigned short)atoi(argv[1]), .ws_row = 24};
    if (slave < 0 || ioctl(slave, TIOCSWINSZ, &size) != 0) return 125;
    pid_t child = fork();
    if (child == 0) {
        dup2(slave, STDOUT_FILENO);
        close(slave);
        close(master);
        execvp(argv[2], argv + 2);
        _exit(126);
    }
    close(slave);
    char piece[4096];
    for (ssize_t got; (got = read(master, piece, sizeof piece)) > 0;)      /* fails once nobody has the other end open */
        fwrite(piece, 1, (size_t)got, stdout);
    int status;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}
