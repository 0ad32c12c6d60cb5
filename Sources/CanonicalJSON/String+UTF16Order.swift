extension String {
  /// Whether this string stands before `other` when both are read as UTF-16 code units, the order
  /// of keys in RFC 8785 section 3.2.3.
  ///
  /// UTF-8 bytes sort like code points, and so do UTF-16 code units but for one exception: the
  /// surrogates of U+10000 and above (lead bytes F0…F4) are lower than U+E000…U+FFFF (lead bytes EE
  /// and EF). Comparing bytes with that exception saves the conversion. Swift's own `<` compares
  /// normalised text and would not do.
  func precedesInUTF16(_ other: String) -> Bool {
    let left = utf8.span
    let right = other.utf8.span
    let common = min(left.count, right.count)
    for index in 0..<common where left[index] != right[index] {
      let (found, against) = (left[index], right[index])
      // Continuation bytes are below C0, so at EE and above both are the leads of characters.
      guard found >= 0xEE, against >= 0xEE, (found >= 0xF0) != (against >= 0xF0) else {
        return found < against
      }
      return found >= 0xF0
    }
    return left.count < right.count
  }
}
