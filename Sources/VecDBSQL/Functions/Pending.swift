func declareSearch(in c: inout CatalogBuilder) {}
