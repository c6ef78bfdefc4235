func declareText(in c: inout CatalogBuilder) {}
func declarePatterns(in c: inout CatalogBuilder) {}
func declareDates(in c: inout CatalogBuilder) {}
func declareSearch(in c: inout CatalogBuilder) {}
