import CanonicalJSON
import Cryptography
import Lottery
import Quantities
import Rulebooks

extension Offering {
  /// The terms of the online draw as its seed's text refers to them; nil where no seed is sealed.
  ///
  /// Specs: Specs/lottery.md, The draw's terms.
  public var drawTerms: JSONValue? {
    guard let sealed = terms.lottery.seed.sealedTerms,
      case .object(var object) = sealed.canonical
    else { return nil }
    object["offering"] = .string(terms.code)
    object["draw"] = .string(LotteryTerms.drawName)
    object["method"] = .string(terms.lottery.method.description)
    object["lot"] = .string(String(rules.lot.count))
    object["first_number"] = .string(String(terms.lottery.firstNumber))
    return .object(object)
  }

  /// SHA-256 of the canonical JSON of the draw's terms.
  public var drawTermsDigest: Digest? { drawTerms.map { SHA256.hash($0.canonicalBytes) } }
}
