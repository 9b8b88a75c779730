// Five bodies and gravity: structures, methods, and a class that holds them.
struct Body {
    var x, y, z, vx, vy, vz, mass: Double
    var energy: Double { 0.5 * mass * (vx * vx + vy * vy + vz * vz) }
    mutating func drift(_ time: Double) {
        x += time * vx
        y += time * vy
        z += time * vz
    }
}
final class System {
    var bodies: [Body] = (0..<5).map { i in
        let d = Double(i) + 1
        return Body(x: d, y: d * 0.5, z: -d, vx: 0.01 * d, vy: 0.1 / d, vz: 0, mass: 1 / d)
    }
    func advance(_ time: Double) {
        for i in bodies.indices {
            for j in (i + 1)..<max(bodies.count, i + 1) {
                let dx = bodies[i].x - bodies[j].x
                let dy = bodies[i].y - bodies[j].y
                let dz = bodies[i].z - bodies[j].z
                let square = dx * dx + dy * dy + dz * dz + 0.01
                let force = time / (square * square.squareRoot())
                bodies[i].vx -= dx * bodies[j].mass * force
                bodies[i].vy -= dy * bodies[j].mass * force
                bodies[i].vz -= dz * bodies[j].mass * force
                bodies[j].vx += dx * bodies[i].mass * force
                bodies[j].vy += dy * bodies[i].mass * force
                bodies[j].vz += dz * bodies[i].mass * force
            }
        }
        for i in bodies.indices { bodies[i].drift(time) }
    }
}
let system = System()
for _ in 0..<1_000_000 { system.advance(0.001) }
let answer = "\(system.bodies.reduce(0) { $0 + $1.energy })"
