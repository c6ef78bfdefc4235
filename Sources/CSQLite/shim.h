#include <sqlite3.h>

// Swift cannot call a C function with variable arguments: these calls of such functions are all we need.
static inline int sqlite3_mark_as_direct_only(sqlite3 *db) { return sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY); }
static inline int sqlite3_set_flag(sqlite3 *db, int flag, int on) { int now; return sqlite3_db_config(db, flag, on, &now); }
static inline int sqlite3_set_statement_journal_memory(int bytes) { return sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, bytes); }
static inline void sqlite3_set_constant_factoring(sqlite3 *db, int on) { sqlite3_test_control(SQLITE_TESTCTRL_OPTIMIZATIONS, db, on ? 0 : 0x8); }
