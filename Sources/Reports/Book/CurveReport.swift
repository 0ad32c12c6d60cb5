import Bookbuilding
import CanonicalJSON
import Issuance
import Offerings
import Quantities

/// `ipo book curve`: cumulative demand by price, its clusters and kinks, and the cover at each price.
public struct CurveReport {
  private let view: BookView
  private let curve: DemandCurve
  /// The number of the cluster that a price is in, from 1, and the prices at which the curve bends.
  private let clusterOf: [Price: Int]
  private let kinks: Set<Price>

  public init(_ view: BookView) {
    self.view = view
    curve = view.curve
    var clusterOf: [Price: Int] = [:]
    for (place, cluster) in curve.clusters.enumerated() {
      for level in curve.levels
      where level.price <= cluster.highest && level.price >= cluster.lowest {
        clusterOf[level.price] = place + 1
      }
    }
    self.clusterOf = clusterOf
    kinks = Set(curve.kinks.map(\.price))
  }

  public var text: String {
    var text = "\(view.title)\n"
    text += TextBlock.table(
      ["price", "accounts", "shares", "cumulative", "of demand", "cover", ""],
      curve.levels.map { level in
        [
          "\(level.price)", DecimalText.grouped(level.accounts, decimals: 0), "\(level.shares)",
          "\(level.cumulativeShares)", part(level.cumulativeShares) + "%", cover(level),
          marks(level),
        ]
      }, right: [0, 1, 2, 3, 4, 5])
    text += "\n"
    for (place, cluster) in curve.clusters.enumerated() {
      text += TextBlock.labelled(
        "cluster \(place + 1)",
        "\(span(cluster)) yuan: \(counted(cluster.accounts, "account")), "
          + "\(cluster.shares) shares, \(part(cluster.shares))% of the demand")
    }
    text += TextBlock.labelled(
      "kinks",
      curve.kinks.isEmpty ? "none" : curve.kinks.map { "\($0.price)" }.joined(separator: ", "))
    if let suspension = view.review.suspension {
      text += TextBlock.labelled("suspended", suspension.description)
    }
    return text
  }

  /// A price a row, the highest first.
  public var csv: [UInt8] {
    var csv = CSVText([
      "price", "accounts", "shares", "cumulative_accounts", "cumulative_shares", "cover",
      "cluster", "kink",
    ])
    for level in curve.levels {
      csv.append([
        level.price.canonical, String(level.accounts), String(level.shares.count),
        String(level.cumulativeAccounts), String(level.cumulativeShares.count), cover(level),
        clusterOf[level.price].map { String($0) } ?? "",
        kinks.contains(level.price) ? "kink" : "",
      ])
    }
    return csv.bytes
  }

  public var json: JSONValue {
    let levels = curve.levels.map { level -> JSONValue in
      [
        "price": .string(level.price.canonical), "accounts": .integer(Int64(level.accounts)),
        "shares": .string(String(level.shares.count)),
        "cumulative_accounts": .integer(Int64(level.cumulativeAccounts)),
        "cumulative_shares": .string(String(level.cumulativeShares.count)),
        "cover": curve.cover(at: level).map { .string(view.times($0)) } ?? .null,
        "cover_exact": curve.cover(at: level).map { .string($0.fraction) } ?? .null,
      ]
    }
    let clusters = curve.clusters.map { cluster -> JSONValue in
      [
        "highest": .string(cluster.highest.canonical), "lowest": .string(cluster.lowest.canonical),
        "accounts": .integer(Int64(cluster.accounts)),
        "shares": .string(String(cluster.shares.count)),
      ]
    }
    return [
      "offered": .string(String(curve.offered.count)), "total": .string(String(curve.total.count)),
      "levels": .array(levels), "clusters": .array(clusters),
      "kinks": .array(curve.kinks.map { .string($0.price.canonical) }),
      "suspension": view.suspension,
    ]
  }

  private func marks(_ level: PriceLevel) -> String {
    var marks: [String] = []
    if let cluster = clusterOf[level.price] { marks.append("cluster \(cluster)") }
    if kinks.contains(level.price) { marks.append("kink") }
    if level.price == view.price { marks.append("price") }
    return marks.joined(separator: ", ")
  }

  private func cover(_ level: PriceLevel) -> String {
    curve.cover(at: level).map(view.times) ?? ""
  }

  /// Of all remaining shares, two decimals.
  private func part(_ shares: Shares) -> String {
    Ratio(shares.count, max(1, curve.total.count)).percent(places: 2)
  }

  private func span(_ cluster: DemandCurve.Cluster) -> String {
    cluster.lowest == cluster.highest
      ? "\(cluster.lowest)" : "\(cluster.lowest) to \(cluster.highest)"
  }
}
