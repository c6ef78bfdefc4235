import VecDB
import VectorTypes

/// The window functions, all of which SQLite has under the same names.
func declareWindows(in c: inout CatalogBuilder) {
    c.native("row_number() int8", kind: .window, "row_number")
    c.native("rank() int8", kind: .window, "rank")
    c.native("dense_rank() int8", kind: .window, "dense_rank")
    c.native("percent_rank() float8", kind: .window, "percent_rank")
    c.native("cume_dist() float8", kind: .window, "cume_dist")
    c.native("ntile(int4) int4", kind: .window, "ntile")
    c.native("first_value(anyelement) anyelement", kind: .window, "first_value")
    c.native("last_value(anyelement) anyelement", kind: .window, "last_value")
    c.native("nth_value(anyelement, int4) anyelement", kind: .window, "nth_value")
    for name in ["lag", "lead"] {
        c.native("\(name)(anyelement) anyelement", kind: .window, name)
        c.native("\(name)(anyelement, int4) anyelement", kind: .window, name)
        c.native("\(name)(anycompatible, int4, anycompatible) anycompatible", kind: .window, name)
    }
}
