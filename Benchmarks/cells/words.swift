// Words counted in a dictionary: strings, hashing, sorting by a closure.
let syllables = ["ne", "u", "ro", "na", "pe", "so", "ca", "pa", "red", "sal"]
var seed = 7
var counts: [String: Int] = [:]
for _ in 0..<400_000 {
    var word = ""
    for _ in 0..<3 {
        seed = (seed * 1_103_515_245 + 12345) % 2_147_483_648
        word += syllables[seed / 65536 % syllables.count]
    }
    counts[word, default: 0] += 1
}
let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
let answer = "\(ranked.count) \(ranked[0])"
