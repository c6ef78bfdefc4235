func declarePatterns(in c: inout CatalogBuilder) {}
func declareSearch(in c: inout CatalogBuilder) {}
