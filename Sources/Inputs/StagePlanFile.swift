import Timetables

/// Reads the YAML file of the stages to a listing: the shipped one or the user's own
/// (Specs/timetable.md).
public enum StagePlanFile {
  /// - Throws: all that is wrong with the file.
  public static func read(
    _ bytes: [UInt8], file: String
  ) throws(InputRefusal) -> StagePlan {
    let faults = FaultList()
    let root = MapReader(
      try YAMLDocument.parse(bytes, file: file), name: "",
      known: ["id", "title", "boards", "stages", "factors"], faults: faults)
    let boards = root.texts("boards")
    if boards.isEmpty || Set(boards).count < boards.count {
      root.report(
        "malformedBoards", "boards", boards.joined(separator: ", "), "at least one, each once")
    }
    let stageNodes = root.parts("stages")
    let stages = stageNodes.map { stage($0, boards, faults) }
    root.refuseRepeated(stages.map(\.id), in: stageNodes)
    if stages.isEmpty { root.report("noStages", "stages", "none", "at least one stage") }
    let factorNodes = root.parts("factors")
    let factors = factorNodes.map { factor($0, stages.map(\.id), faults) }
    root.refuseRepeated(factors.map(\.id), in: factorNodes)
    let plan = StagePlan(
      id: root.text("id"), title: root.text("title"), boards: boards, stages: stages,
      factors: factors)
    try faults.check()
    return plan
  }

  private static func stage(
    _ node: DocumentNode, _ boards: [String], _ faults: FaultList
  ) -> PlannedStage {
    let reader = MapReader(
      node, name: "stages",
      known: [
        "id", "title", "chinese", "unit", "least", "typical", "most", "sure", "clause", "limits",
      ], faults: faults)
    return PlannedStage(
      id: reader.identifier("id"), title: reader.text("title"), chinese: reader.text("chinese"),
      span: reader.span(), source: reader.source(),
      limits: reader.has("limits") ? limits(reader, boards) : nil)
  }

  private static func limits(_ stage: MapReader, _ boards: [String]) -> PlannedStage.Limits {
    let reader = stage.map("limits", known: ["months", "sure", "clause"])
    let byBoard = reader.map("months", known: boards)
    var months: [String: Int] = [:]
    for board in boards where byBoard.has(board) {
      months[board] = Int(byBoard.integer(board, in: 1...120))
    }
    return PlannedStage.Limits(months: months, source: reader.source())
  }

  private static func factor(
    _ node: DocumentNode, _ stages: [String], _ faults: FaultList
  ) -> StretchingFactor {
    let reader = MapReader(
      node, name: "factors",
      known: [
        "id", "title", "chinese", "stage", "unit", "least", "typical", "most", "chance_percent",
        "times", "sure", "clause",
      ], faults: faults)
    let stage = reader.text("stage")
    if !stages.contains(stage) {
      reader.report("unknownStage", "stage", stage, stages.joined(separator: ", "))
    }
    return StretchingFactor(
      id: reader.identifier("id"), title: reader.text("title"), chinese: reader.text("chinese"),
      stage: stage, span: reader.span(), chance: Int(reader.integer("chance_percent", in: 0...100)),
      times: Int(reader.integer("times", in: 1...Int64(StagePlan.timesMax))),
      source: reader.source())
  }
}

extension MapReader {
  /// A list that is not too long.
  fileprivate func parts(_ key: String) -> [DocumentNode] {
    let nodes = list(key)
    if nodes.count > StagePlan.partsMax {
      report("tooMany", key, "\(nodes.count)", "at most \(StagePlan.partsMax)")
    }
    return nodes
  }
}
