import Testing
import VectorKernels

@Test("the kernels of the level in use compute a squared distance")
func smoke() {
    let a: [Float] = [1, 2, 3]
    let b: [Float] = [4, 6, 3]
    #expect(Kernels.current.float32.squaredL2(a, b, 3) == 25)
}
