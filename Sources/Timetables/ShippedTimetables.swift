/// The timetable files that ship inside the program, as bytes; a user's own file replaces either.
public enum ShippedTimetables {
  /// The steps of an issue.
  public static let issue = (name: "cn-issue.yaml", bytes: PackageResources.cn_issue_yaml)
  /// The stages from the first preparations to the listing.
  public static let window = (name: "cn-window.yaml", bytes: PackageResources.cn_window_yaml)
}
