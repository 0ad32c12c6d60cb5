/// How the files of a book begin, so that a file of another kind is not overwritten.
public enum BookFiles {
  /// The header of each CSV file, as far as it is always the same.
  public static let headers = [
    "row,investor,account,class,price,", "price,accounts,shares,cumulative_accounts,",
    "price,cover,investors,accounts,shares,",
  ]
  /// Any SVG picture of the program.
  public static let pictureBeginning = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ipo-"
}
