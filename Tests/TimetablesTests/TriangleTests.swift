import Lottery
import Testing
import Timetables

struct TriangleTests {
  /// All triangles up to seven days either side: every number that can be drawn, counted.
  @Test func `Every day comes as often as its weight`() {
    for rise in 0...7 {
      for fall in 0...7 {
        let triangle = Triangle(rise: rise, fall: fall)
        var counts = Array(repeating: 0, count: rise + fall + 1)
        for number in 0..<triangle.weight {
          var script = Script([number])
          counts[triangle.draw(&script)] += 1
        }
        let weights = (0...rise + fall).map { x in
          x <= rise ? (x + 1) * (fall + 1) : (rise + fall - x + 1) * (rise + 1)
        }
        #expect(counts == weights, "\(rise) \(fall)")
        #expect(triangle.weight == UInt64(weights.reduce(0, +)))
      }
    }
  }

  @Test func `Larger numbers never give earlier days`() {
    let triangle = Triangle(rise: 5, fall: 9)
    var last = 0
    for number in 0..<triangle.weight {
      var script = Script([number])
      let day = triangle.draw(&script)
      #expect(day >= last)
      last = day
    }
    #expect(last == 14)
  }

  @Test func `The largest triangle does not overflow`() {
    let triangle = Triangle(rise: 999_999, fall: 999_999)
    for (number, day) in [
      (UInt64(0), 0), (triangle.weight - 1, 1_999_998), (triangle.weight / 2, 999_999),
    ] {
      var script = Script([number])
      #expect(triangle.draw(&script) == day)
    }
  }
}
