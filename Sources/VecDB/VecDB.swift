// Who imports VecDB has its vocabulary too: `Vector`, `VecDBError`, `DistanceMetric`, `Neighbor`.
@_exported import VectorIndexes
@_exported import VectorTypes
