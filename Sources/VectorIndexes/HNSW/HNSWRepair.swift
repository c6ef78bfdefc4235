extension HNSWIndex {
    func connectUnreachable() {}
}
