// libedit through its readline-compatible face, the same header on Debian and macOS. Its hooks are C globals, which
// strictly concurrent Swift cannot touch: the inline functions below set them. All are called from the main thread only.
#include <stdio.h>
#include <string.h>
#include <editline/readline.h>

typedef char **(*vecdb_completer)(const char *text, int start, int end);

static inline void vecdb_line_edit_begin(const char *name, vecdb_completer completer, const char *breaks) {
    // libedit keeps the pointers: the texts live as long as the process.
    rl_readline_name = strdup(name);
    rl_attempted_completion_function = (rl_completion_func_t *)completer;
    rl_basic_word_break_characters = strdup(breaks);
    using_history();
}

/// The line typed so far: what stands before the word that is to be completed.
static inline const char *vecdb_line_edit_buffer(void) { return rl_line_buffer; }

/// No file names where nothing matches.
static inline void vecdb_line_edit_no_default_completion(void) { rl_attempted_completion_over = 1; }

static inline void vecdb_line_edit_append_character(int character) { rl_completion_append_character = character; }
