// The sieve of Eratosthenes in a function, twenty times.
func primes(below limit: Int) -> Int {
    var isPrime = [Bool](repeating: true, count: limit)
    var count = 0
    for number in 2..<limit where isPrime[number] {
        count += 1
        var multiple = number * number
        while multiple < limit {
            isPrime[multiple] = false
            multiple += number
        }
    }
    return count
}
var total = 0
for _ in 0..<20 { total += primes(below: 1_000_000) }
let answer = "\(total)"
