/// Holding a checkpoint against a policy.
///
/// Specs: C2SP tlog-policy, What is a "policy"?
extension WitnessPolicy {
  /// Says whether a signed checkpoint is final.
  ///
  /// - Parameters:
  ///   - log: the key of the log, from elsewhere; asked for where the policy lists none.
  ///   - times: when a cosignature has to be from, in seconds since 1970 (UTC); nil for any time.
  /// - Throws: where the text is no checkpoint, or the signature of a log or a witness of the policy
  ///   does not hold: then nothing about the note can be trusted.
  public func verdict(
    on note: SignedNote, log: VerifierKey? = nil, within times: ClosedRange<Int64>? = nil
  ) throws(TransparencyError) -> PolicyVerdict {
    let origin = try Checkpoint(text: note.text).origin
    let accepted = logs.isEmpty ? [log].compactMap(\.self) : logs.map(\.key)
    // The key's name is the origin; a log of another origin says nothing here.
    let named = accepted.filter { key in key.name.utf8.elementsEqual(origin.utf8) }
    var signer: VerifierKey?
    do {
      signer = try note.signers(trusting: named).first
    } catch {
      guard error == .noTrustedSignature else { throw error }
    }
    let all = try note.everyCosignature(trusting: witnesses.map(\.key)).filter { cosignature in
      times?.contains(cosignature.time) ?? true
    }
    let seen = witnesses.map { witness -> PolicyVerdict.Sighting? in
      let own = all.filter { cosignature in cosignature.key == witness.key }.map(\.time)
      guard let first = own.min(), let last = own.max() else { return nil }
      return PolicyVerdict.Sighting(witness: witness, times: first...last)
    }
    let groups = metGroups(seen.map { sighting in sighting != nil })
    return PolicyVerdict(
      log: signer, sightings: seen.compactMap(\.self),
      missing: zip(witnesses, seen).filter { $0.1 == nil }.map(\.0.name),
      isQuorumMet: quorum.map { isMet($0, seen.map { $0 != nil }, groups) } ?? true,
      lacks: lacks(seen.map { sighting in sighting != nil }, groups))
  }

  /// Which groups have witnessed, where these witnesses have.
  ///
  /// Members stand before their groups: one pass is enough, however deep they are nested.
  private func metGroups(_ seen: [Bool]) -> [Bool] {
    var met: [Bool] = []
    for group in groups {
      met.append(group.members.count { isMet($0, seen, met) } >= group.threshold)
    }
    return met
  }

  private func isMet(_ member: Member, _ seen: [Bool], _ groups: [Bool]) -> Bool {
    switch member {
    case .witness(let place): seen[place]
    case .group(let place): groups[place]
    }
  }

  /// What the quorum lacks: each group on the way to it that is short, with its missing members.
  private func lacks(_ seen: [Bool], _ met: [Bool]) -> [String] {
    guard let quorum, !isMet(quorum, seen, met) else { return [] }
    var lacks: [String] = []
    var open = [quorum]
    while let member = open.popLast() {
      switch member {
      case .witness: lacks.append("missing \(name(member))")
      case .group(let place):
        let group = groups[place]
        let missing = group.members.filter { !isMet($0, seen, met) }
        lacks.append(
          "\(group.name) has \(group.members.count - missing.count) of the \(group.threshold) it "
            + "takes, missing \(missing.map(name).joined(separator: ", "))")
        open += missing.reversed().filter { member in
          if case .group = member { true } else { false }
        }
      }
    }
    return lacks
  }
}
