// A message's content is JSON: who reads messages reads that.
@_exported public import JSONValues
