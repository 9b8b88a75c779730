// A matrix product by three loops over top-level arrays.
let size = 300
var a = [Double](repeating: 0, count: size * size)
var b = [Double](repeating: 0, count: size * size)
var c = [Double](repeating: 0, count: size * size)
for index in a.indices {
    a[index] = Double(index % 7)
    b[index] = Double(index % 5)
}
for _ in 0..<6 {
    for row in 0..<size {
        for column in 0..<size {
            var sum = 0.0
            for k in 0..<size { sum += a[row * size + k] * b[k * size + column] }
            c[row * size + column] += sum
        }
    }
}
let answer = "\(c[0]) \(c[size * size - 1])"
